using Supervisor.Posix;
using Supervisor.Protocol.Keeping;

namespace Supervisor.Keeper;

/// <summary>
/// The processes that fell to the keeper when their parent ended. Of those that have ended one at a time is told, and it stays a zombie, with
/// its pid and its status, until a master has noted it.
/// </summary>
internal sealed class LeftChildren(MasterConnection connection)
{
    /// <summary>A master has taken everything over and notes what it is told.</summary>
    public bool AreWatched { get; private set; }

    /// <summary>The ended child that has been told of and is to be reaped; 0 for none.</summary>
    public int ToldId { get; private set; }

    public void Resume(bool areWatched, int toldId) => (AreWatched, ToldId) = (areWatched, toldId);

    /// <summary>From now on a master listens; or no longer.</summary>
    public void Watch(bool isWatched)
    {
        AreWatched = isWatched;
        if (!isWatched)
            ToldId = 0;
    }

    /// <summary>One may have ended.</summary>
    public void Look(int masterId)
    {
        if (!AreWatched || ToldId != 0 || !Reaper.TryPeek(out var exit) || exit.ProcessId == masterId)
            return;
        ToldId = exit.ProcessId;
        connection.Send(new KeeperFrame(KeeperFrameKind.Ended, 0, exit.ProcessId, 0, exit.WaitStatus));
    }

    /// <summary>What has become of it.</summary>
    public void Tell(int processId)
    {
        var condition = Reaper.Look(processId, out var exit);
        connection.Send(new KeeperFrame(KeeperFrameKind.Condition, 0, processId, (long)condition, exit.WaitStatus));
    }

    /// <summary>Its end is noted.</summary>
    public void Reap(int processId, int masterId)
    {
        if (processId != masterId)
            _ = Reaper.TryReap(processId, out _);
        if (processId == ToldId)
            ToldId = 0;
        Look(masterId);
    }
}
