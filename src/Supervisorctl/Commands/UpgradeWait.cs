using System.Diagnostics;
using Supervisorctl.Api;
using Supervisorctl.Connection;

namespace Supervisorctl.Commands;

/// <summary>Asks the daemon again and again, each time over a new connection, until it has gone over to another executable.</summary>
/// <param name="patience">For so long at most.</param>
internal sealed class UpgradeWait(Session session, TimeSpan patience)
{
    /// <summary>The daemon ends an executable that hangs in its start after 30 s, and is back after that.</summary>
    public static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private readonly long _since = Stopwatch.GetTimestamp();

    /// <param name="before">What the daemon was before.</param>
    /// <param name="last">What the daemon has said last; null when it has not answered at all.</param>
    /// <returns>False when the time is over, or another process has taken the place of the one that has failed.</returns>
    public bool TryAwait(DaemonDescription before, out DaemonDescription? last)
    {
        last = null;
        while (Left > TimeSpan.Zero)
        {
            last = Ask() ?? last;
            if (last?.Upgrades > before.Upgrades)
                return true;
            if (last is not null && last.MasterId != before.MasterId)
                return false;
            Thread.Sleep(Interval);
        }
        return false;
    }

    private TimeSpan Left => patience - Stopwatch.GetElapsedTime(_since);

    /// <summary>Null when nobody answers: between the old gateway and the new one connections are closed, or wait to be accepted.</summary>
    private DaemonDescription? Ask()
    {
        using var connection = session.Connect();
        var left = Left;
        using var end = new Timer(_ => connection.Shutdown(), null, left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        try
        {
            return DaemonDescription.Read(session, connection);
        }
        catch (Exception failure) when (failure is ControlException or ApiMissingException)
        {
            return null;
        }
    }
}
