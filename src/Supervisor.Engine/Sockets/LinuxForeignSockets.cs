using Supervisor.Posix;

namespace Supervisor.Engine.Sockets;

/// <summary>By pidfd_getfd(2).</summary>
public sealed class LinuxForeignSockets : IForeignSockets
{
    public int Copy(in ProcessIdentity process, Predicate<Descriptor> take)
    {
        ArgumentNullException.ThrowIfNull(take);
        using var handle = ProcessHandle.TryOpen(process);
        if (handle is null)
            return process.IsPresent ? Errno.ENOSYS : Errno.ESRCH;
        foreach (var number in OpenSockets.NumbersOf(process.ProcessId))
        {
            var errno = handle.CopyDescriptor(number, out var copy);
            if (copy is not null && !take(copy))
                return 0;
            // It may have been closed meanwhile; anything else is so for every socket of this process.
            if (errno is not (0 or Errno.EBADF))
                return errno;
        }
        return 0;
    }
}
