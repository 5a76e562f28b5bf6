using Supervisor.Posix;

namespace Supervisor.Keeper;

/// <summary>
/// A master that is started before its parent executes the program of its keeper: the two begin at the same time. Without a keeper it
/// ends: nobody greets it then.
/// </summary>
public static class EarlyMaster
{
    /// <summary>What the keeper is to find; null when there is no master: then the keeper starts it, or says why it cannot.</summary>
    public static KeeperState? Launch(MasterCommand command)
    {
        using var launcher = new MasterLauncher(command, answerDescriptor: -1);
        Descriptor? connection = null;
        var (processId, _) = launcher.Launch(path: null, socket => connection = socket);
        if (processId == 0 || connection is null)
        {
            connection?.Dispose();
            return null;
        }
        connection.PassOn();
        return new KeeperState(processId, connection.Number, Deaths: 0, IsAttached: false, HasBegun: false, ToldId: 0, [])
        {
            IsStarting = true,
        };
    }
}
