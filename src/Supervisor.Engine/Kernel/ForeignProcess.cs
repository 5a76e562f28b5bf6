using Supervisor.Posix;

namespace Supervisor.Engine.Kernel;

/// <summary>By a pidfd where there are any, else by pid and start time, which leaves the moment between the look and the signal.</summary>
internal sealed class ForeignProcess(ProcessIdentity identity, ProcessHandle? handle) : IForeignProcess
{
    public int? Descriptor => handle?.Number;

    public ChildExit? Exit =>
        handle is not null ? handle.Exit
        : ProcessStat.TryRead(identity.ProcessId, out var stat) && stat.Identity == identity ? stat.Exit
        : null;

    public bool IsGone => handle?.IsGone ?? !identity.IsPresent;

    public int Signal(SignalNumber signal, bool toGroup)
    {
        if (handle is null)
            return SignalByNumber(signal, toGroup);
        var errno = toGroup ? handle.SendToGroup(signal) : handle.Send(signal);
        // Before Linux 6.9 a pidfd reaches no group.
        return toGroup && errno == Errno.EINVAL ? SignalByNumber(signal, toGroup) : errno;
    }

    public void Dispose() => handle?.Dispose();

    private int SignalByNumber(SignalNumber signal, bool toGroup)
    {
        if (!identity.IsPresent)
            return Errno.ESRCH;
        return toGroup ? ProcessSignals.SendToGroup(identity.ProcessId, signal) : ProcessSignals.Send(identity.ProcessId, signal);
    }
}
