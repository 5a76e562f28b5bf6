using Supervisor.Posix;

namespace Supervisor.Engine.Kernel;

/// <summary>The real operating system.</summary>
/// <param name="features">What of its pidfds is to be made use of.</param>
public sealed class LinuxKernel(PidfdFeatures features) : IKernel
{
    /// <summary>With all that it has.</summary>
    public LinuxKernel()
        : this(PidfdFeatures.All) { }

    public int Signal(int processId, SignalNumber signal, bool toGroup) =>
        toGroup ? ProcessSignals.SendToGroup(processId, signal) : ProcessSignals.Send(processId, signal);

    public bool TryPeekExit(out ChildExit exit) => Reaper.TryPeek(out exit);

    public void Reap(int processId) => Reaper.TryReap(processId, out _);

    public IProcessGroupHold? HoldGroup(int leaderProcessId) =>
        features is { CanOpen: true, ReachesGroups: true } && ProcessGroupHandle.TryOpen(leaderProcessId) is { } handle
            ? new GroupHold(handle)
            : null;

    public ProcessIdentity? Identify(int processId) => ProcessIdentity.Of(processId);

    public ProcessStat? Look(int processId) => ProcessStat.TryRead(processId, out var stat) ? stat : null;

    public IForeignProcess? HoldProcess(in ProcessIdentity identity)
    {
        if (ProcessHandle.TryOpen(identity, features) is { } handle)
            return new ForeignProcess(identity, handle);
        return identity.IsPresent ? new ForeignProcess(identity, null) : null;
    }

    public Descriptor OpenStandardInput()
    {
        var (read, write) = Pipe.Create(nonBlockingRead: false);
        read.Dispose();
        Pipe.SetNonBlocking(write.Number);
        return write;
    }

    private sealed class GroupHold(ProcessGroupHandle handle) : IProcessGroupHold
    {
        public bool HasMembers => handle.HasMembers;

        public int Send(SignalNumber signal) => handle.Send(signal);

        public void Dispose() => handle.Dispose();
    }
}
