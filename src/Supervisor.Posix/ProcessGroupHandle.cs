using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>
/// A process group that outlives its leader, held by the leader's pidfd: the number cannot come to mean another group meanwhile.
/// Needs PIDFD_SIGNAL_PROCESS_GROUP (Linux 6.9).
/// </summary>
public sealed class ProcessGroupHandle : IDisposable
{
    private readonly Descriptor _leader;

    private ProcessGroupHandle(Descriptor leader) => _leader = leader;

    /// <summary>Takes hold of the group of a child that leads one and has not been reaped; null where the kernel cannot.</summary>
    public static ProcessGroupHandle? TryOpen(int leaderProcessId)
    {
        var number = LibC.syscall(LibC.SystemCall.PidfdOpen, leaderProcessId, 0, 0, 0);
        if (number < 0)
            return null;
        var handle = new ProcessGroupHandle(new Descriptor((int)number));
        // The leader is a zombie of its own group still, so a kernel that knows the flag finds somebody.
        if (handle.Send(0) == 0)
            return handle;
        handle.Dispose();
        return null;
    }

    /// <summary>True while any process is in the group. The leader must have been reaped: a zombie counts.</summary>
    public bool HasMembers => Send(0) is 0 or Errno.EPERM;

    /// <summary>0 or the errno.</summary>
    public int Send(SignalNumber signal) => Send(signal.Value);

    public void Dispose() => _leader.Dispose();

    private int Send(int signal) =>
        LibC.syscall(LibC.SystemCall.PidfdSendSignal, _leader.Number, signal, 0, (nint)LibC.PIDFD_SIGNAL_PROCESS_GROUP) == 0
            ? 0
            : Marshal.GetLastPInvokeError();
}
