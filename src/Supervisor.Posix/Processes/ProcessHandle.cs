using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>
/// A process that need not be our child, held by a pidfd (Linux 5.3): what is sent through it reaches this process or nobody, also when its
/// pid has become another's.
/// </summary>
public sealed class ProcessHandle : IDisposable
{
    private readonly Descriptor _descriptor;

    private ProcessHandle(ProcessIdentity identity, Descriptor descriptor)
    {
        Identity = identity;
        _descriptor = descriptor;
    }

    public ProcessIdentity Identity { get; }

    /// <summary>The pidfd: readable once the process has ended (pidfd_open(2)).</summary>
    public int Number => _descriptor.Number;

    /// <summary>True once it has ended, reaped or not.</summary>
    public unsafe bool HasEnded
    {
        get
        {
            var request = new LibC.pollfd { fd = Number, events = LibC.POLLIN };
            return LibC.poll(&request, 1, 0) > 0;
        }
    }

    /// <summary>Takes hold of the process that was looked at before.</summary>
    /// <remarks>
    /// The start time is compared after the descriptor is open: had the pid been given to another process in between, this other would be
    /// what is found now as well.
    /// </remarks>
    /// <returns>0; ESRCH when it has been reaped; ENOSYS where the kernel has no pidfds; EMFILE, ENFILE or ENOMEM.</returns>
    public static int Open(ProcessIdentity identity, out ProcessHandle? handle)
    {
        handle = null;
        var number = LibC.syscall(LibC.SystemCall.PidfdOpen, identity.ProcessId, 0, 0, 0);
        if (number < 0)
            return Marshal.GetLastPInvokeError();
        var descriptor = new Descriptor((int)number);
        if (!identity.IsPresent)
        {
            descriptor.Dispose();
            return Errno.ESRCH;
        }
        handle = new ProcessHandle(identity, descriptor);
        return 0;
    }

    /// <summary>0 or the errno: ESRCH when it has been reaped.</summary>
    public int Send(SignalNumber signal) =>
        LibC.syscall(LibC.SystemCall.PidfdSendSignal, Number, signal.Value, 0, 0) == 0 ? 0 : Marshal.GetLastPInvokeError();

    public void Dispose() => _descriptor.Dispose();
}
