using System.Globalization;
using Supervisor.Posix;

namespace Supervisor.Engine.Logs;

/// <summary>
/// A path that channels of a lane log to, and how it fares: open, blocked, or in trouble since a certain time with so much lost. Trouble is
/// told once when it begins and once when it is over.
/// </summary>
internal sealed class LogTarget(string path, LaneContext context, OpenLogTable table)
{
    private readonly List<LaneChannel> _channels = [];
    private bool _isInTrouble;
    private long _troubleSince;
    private long _retryAt;
    private long _lost;

    public string Path => path;
    public List<LaneChannel> Channels => _channels;

    /// <summary>Null: it could not be opened.</summary>
    public OpenLog? Log { get; private set; }

    public bool IsInTrouble => _isInTrouble;

    /// <summary>A channel has something for it while it is in trouble: it is to be tried again when the time comes.</summary>
    public bool IsMissed { get; set; }

    /// <summary>The timestamp of the next attempt, while it is in trouble.</summary>
    public long RetryAt => _retryAt;

    public void Attach(LaneChannel channel)
    {
        _channels.Add(channel);
        SetRotation();
    }

    public void Detach(LaneChannel channel)
    {
        _channels.Remove(channel);
        SetRotation();
    }

    /// <summary>Opens it unless it is open.</summary>
    /// <returns>False: it is in trouble.</returns>
    public bool EnsureOpen(long now)
    {
        if (Log is not null)
            return true;
        var errno = table.Open(path, out var log);
        if (errno != 0)
        {
            Fail(errno, now);
            return false;
        }
        Log = log;
        SetRotation();
        return true;
    }

    /// <summary>Opens what is at the path now, and only then lets go of what was open before.</summary>
    public void Reopen(long now)
    {
        var old = Log;
        (Log, _retryAt) = (null, now);
        EnsureOpen(now);
        if (old is not null)
            table.Release(old);
    }

    public void Close()
    {
        if (Log is not null)
            table.Release(Log);
        Log = null;
    }

    /// <summary>An attempt has failed: the next is due in a second, if something is there for it then.</summary>
    public void Fail(int errno, long now)
    {
        _retryAt = now + context.Clock.TimestampFrequency;
        if (Log is not null && !IsCuredInPlace(errno))
        {
            // Channels that wait for it to take something would wait without end.
            IsMissed = true;
            Close();
        }
        if (_isInTrouble)
            return;
        _isInTrouble = true;
        _troubleSince = now;
        _lost = 0;
        context.Reports.Complain(
            $"cannot write log {path} of {Names()}: {Errno.Describe(errno)}; what does not fit in the pipe meanwhile is dropped and counted"
        );
    }

    /// <summary>Counts bytes that were dropped because of the trouble.</summary>
    public void CountLost(long bytes) => _lost += bytes;

    /// <summary>An attempt has brought something there.</summary>
    public void Succeed(long now)
    {
        if (!_isInTrouble)
            return;
        _isInTrouble = false;
        IsMissed = false;
        var seconds = context.Clock.GetElapsedTime(_troubleSince, now).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        context.Reports.Recover($"log {path} of {Names()} can be written again after {seconds} s; {Count(_lost)} lost");
    }

    /// <summary>"1 byte was", "5 bytes were".</summary>
    public static string Count(long bytes) =>
        bytes == 1 ? "1 byte was" : string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes were");

    /// <summary>Space comes back in the same file; after anything else the path may lead elsewhere.</summary>
    private static bool IsCuredInPlace(int errno) => errno is Errno.ENOSPC or Errno.EDQUOT or Errno.EFBIG or Errno.ENOMEM;

    /// <summary>Of programs that share a file and disagree, the smallest size and the most backups count.</summary>
    private void SetRotation()
    {
        var (maxBytes, backups) = (0L, 0);
        foreach (var channel in _channels)
        {
            var output = channel.Settings.Output;
            if (output.MaxBytes > 0 && (maxBytes == 0 || output.MaxBytes < maxBytes))
                maxBytes = output.MaxBytes;
            backups = Math.Max(backups, output.Backups);
        }
        Log?.SetRotation(maxBytes, backups);
    }

    private string Names()
    {
        const int Most = 3;
        var names = _channels.Select(channel => channel.Settings.ProcessName).Distinct(StringComparer.Ordinal).ToList();
        var shown = string.Join(", ", names.Take(Most));
        return names.Count <= Most ? shown : string.Create(CultureInfo.InvariantCulture, $"{shown} and {names.Count - Most} more");
    }
}
