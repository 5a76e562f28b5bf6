using Supervisor.Engine.Journal;
using Supervisor.Engine.Keeping;
using Supervisor.Posix;
using Supervisor.Protocol.Keeping;

namespace Supervisor.Engine.Recovery;

/// <summary>Asks the kernel and the keeper.</summary>
/// <param name="keeper">Null when there is none.</param>
/// <param name="features">What of pidfds is to be made use of.</param>
internal sealed class LinuxChildWitness(KeeperLink? keeper, PidfdFeatures features) : IChildWitness
{
    public ChildCondition LookAtOwn(int processId) => Reaper.Look(processId, out _);

    public KeeperChildCondition AskKeeper(int processId) => keeper?.Ask(processId, out _) ?? KeeperChildCondition.Stranger;

    public ProcessStat? Find(int processId) => ProcessStat.TryRead(processId, out var stat) ? stat : null;

    public ChildExit? ExitByHandle(SlotRecord record, int processId)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (keeper?.Held.Take(KeeperKeys.Child(record.Index)) is not { } descriptor)
            return null;
        using var handle = ProcessHandle.Of(new ProcessIdentity(processId, record.ChildStartTime), descriptor, features);
        return handle.Exit;
    }

    public bool MayReadStatus => ThisProcess.IsRoot;

    public TimeSpan Uptime => SystemUptime.Now;
}
