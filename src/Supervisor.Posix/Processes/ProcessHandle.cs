using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>
/// A process, ours or a stranger's, held by a pidfd (pidfd_open(2), Linux 5.3): whatever its pid comes to mean later, the handle means this
/// process. It becomes readable when the process ends and reports a hang-up once it has been reaped.
/// </summary>
public sealed unsafe class ProcessHandle : IDisposable
{
    /// <summary>PIDFD_INFO_EXIT of linux/pidfd.h: asks for the exit status, which is there once the process has been reaped (Linux 6.15).</summary>
    private const ulong WantsExit = 8;

    private readonly Descriptor _descriptor;
    private readonly PidfdFeatures _features;

    private ProcessHandle(ProcessIdentity identity, Descriptor descriptor, PidfdFeatures features) =>
        (Identity, _descriptor, _features) = (identity, descriptor, features);

    public ProcessIdentity Identity { get; }

    /// <summary>For epoll.</summary>
    public int Number => _descriptor.Number;

    /// <summary>The process with this identity; null when it is gone, or where the kernel has no pidfds.</summary>
    public static ProcessHandle? TryOpen(in ProcessIdentity identity) => TryOpen(identity, PidfdFeatures.All);

    /// <inheritdoc cref="TryOpen(in ProcessIdentity)"/>
    /// <param name="features">What of them is to be made use of.</param>
    public static ProcessHandle? TryOpen(in ProcessIdentity identity, PidfdFeatures features)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (!features.CanOpen)
            return null;
        var number = LibC.syscall(LibC.SystemCall.PidfdOpen, identity.ProcessId, 0, 0, 0);
        if (number < 0)
            return null;
        var handle = new ProcessHandle(identity, new Descriptor((int)number), features);
        // Looked at after the descriptor was opened: had the pid changed its meaning before, its start time would be another one.
        if (identity.IsPresent)
            return handle;
        handle.Dispose();
        return null;
    }

    /// <summary>A handle that was received from another process.</summary>
    /// <param name="features">What of pidfds is to be made use of.</param>
    public static ProcessHandle Of(in ProcessIdentity identity, Descriptor descriptor, PidfdFeatures features) =>
        new(identity, descriptor, features);

    /// <summary>
    /// Another descriptor of what the process has open under a number (pidfd_getfd(2), Linux 5.6), close-on-exec. It needs the permission to
    /// attach to the process (ptrace(2), PTRACE_MODE_ATTACH_REALCREDS).
    /// </summary>
    /// <returns>0, or the errno: EBADF when nothing is open there, EPERM without the permission, ENOSYS where the kernel knows no such call.</returns>
    public int CopyDescriptor(int number, out Descriptor? copy)
    {
        var copied = LibC.syscall(LibC.SystemCall.PidfdGetfd, _descriptor.Number, number, 0, 0);
        copy = copied >= 0 ? new Descriptor((int)copied) : null;
        return copied >= 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>0 or the errno: ESRCH when it has been reaped.</summary>
    public int Send(SignalNumber signal) => Send(signal.Value, 0);

    /// <summary>To the group that it leads (Linux 6.9; EINVAL before).</summary>
    public int SendToGroup(SignalNumber signal) =>
        _features.ReachesGroups ? Send(signal.Value, LibC.PIDFD_SIGNAL_PROCESS_GROUP) : Errno.EINVAL;

    /// <summary>
    /// How it ended: of a reaped process by PIDFD_GET_INFO, of one that waits for its parent to reap it by /proc/PID/stat. Null while it
    /// lives, and where neither is to be had.
    /// </summary>
    public ChildExit? Exit
    {
        get
        {
            if (ProcessStat.TryRead(Identity.ProcessId, out var stat) && stat.StartTime == Identity.StartTime)
                return stat.Exit;
            return TryAsk(out var status) ? ChildExit.OfWaitStatus(Identity.ProcessId, status) : null;
        }
    }

    /// <summary>It has been reaped, or nobody is left who could tell it apart.</summary>
    public bool IsGone => Send(0, 0) == Errno.ESRCH;

    public void Dispose() => _descriptor.Dispose();

    private bool TryAsk(out int status)
    {
        var info = new LibC.pidfd_info { mask = WantsExit };
        status = 0;
        if (!_features.TellsExit)
            return false;
        if (LibC.ioctl(_descriptor.Number, LibC.PIDFD_GET_INFO, &info) < 0 || (info.mask & WantsExit) == 0)
            return false;
        status = info.exit_code;
        return true;
    }

    private int Send(int signal, uint flags) =>
        LibC.syscall(LibC.SystemCall.PidfdSendSignal, _descriptor.Number, signal, 0, (nint)flags) == 0 ? 0 : Marshal.GetLastPInvokeError();
}
