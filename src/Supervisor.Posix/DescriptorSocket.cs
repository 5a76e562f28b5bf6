using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>
/// A connected pair of local stream sockets over which descriptors travel with the bytes (SCM_RIGHTS, unix(7)). The kernel never lets one
/// receive run over the place where descriptors were sent, so they arrive in order and no later than the first byte of their send.
/// </summary>
public static unsafe class DescriptorSocket
{
    /// <summary>The kernel's limit for one message (SCM_MAX_FD).</summary>
    public const int MostDescriptors = 253;

    /// <summary>Both ends are close-on-exec and blocking.</summary>
    public static (Descriptor First, Descriptor Second) CreatePair()
    {
        var ends = stackalloc int[2];
        if (LibC.socketpair(LibC.AF_UNIX, LibC.SOCK_STREAM | LibC.SOCK_CLOEXEC, 0, ends) < 0)
            throw PosixException.Last(nameof(LibC.socketpair));
        return (new Descriptor(ends[0]), new Descriptor(ends[1]));
    }

    /// <summary>Sends what fits now, never waiting and never raising SIGPIPE; the descriptors go with the first byte.</summary>
    /// <returns>EAGAIN when nothing fits; EPIPE or ECONNRESET when the other end is closed.</returns>
    public static TransferResult TrySend(int socket, ReadOnlySpan<byte> bytes, ReadOnlySpan<int> descriptors) =>
        Send(socket, bytes, descriptors, LibC.MSG_DONTWAIT);

    /// <summary>As <see cref="TrySend"/>, but waits until some of it fits.</summary>
    public static TransferResult Send(int socket, ReadOnlySpan<byte> bytes, ReadOnlySpan<int> descriptors) =>
        Send(socket, bytes, descriptors, 0);

    /// <summary>Receives what is there, never waiting. Received descriptors are close-on-exec and the caller's.</summary>
    /// <param name="descriptors">Room for <see cref="MostDescriptors"/>; what has no room is closed by the kernel.</param>
    /// <returns>EAGAIN when nothing is there; count 0 without an error when the other end is closed.</returns>
    public static TransferResult TryReceive(int socket, Span<byte> buffer, Span<int> descriptors, out int descriptorCount) =>
        Receive(socket, buffer, descriptors, LibC.MSG_DONTWAIT, out descriptorCount);

    /// <summary>As <see cref="TryReceive"/>, but waits until something is there.</summary>
    public static TransferResult Receive(int socket, Span<byte> buffer, Span<int> descriptors, out int descriptorCount) =>
        Receive(socket, buffer, descriptors, 0, out descriptorCount);

    private static TransferResult Send(int socket, ReadOnlySpan<byte> bytes, ReadOnlySpan<int> descriptors, int flags)
    {
        var space = descriptors.IsEmpty ? 0 : sizeof(LibC.cmsghdr_t) + Padded(descriptors.Length * sizeof(int));
        var control = stackalloc byte[space];
        fixed (byte* start = bytes)
        {
            var part = new LibC.iovec_t { data = start, length = (nuint)bytes.Length };
            var message = new LibC.msghdr_t { iov = &part, iovlen = 1 };
            if (space > 0)
            {
                var header = (LibC.cmsghdr_t*)control;
                header->len = (nuint)(sizeof(LibC.cmsghdr_t) + (descriptors.Length * sizeof(int)));
                header->level = LibC.SOL_SOCKET;
                header->type = LibC.SCM_RIGHTS;
                descriptors.CopyTo(new Span<int>(control + sizeof(LibC.cmsghdr_t), descriptors.Length));
                message.control = control;
                message.controllen = (nuint)space;
            }
            while (true)
            {
                var count = LibC.sendmsg(socket, &message, flags | LibC.MSG_NOSIGNAL);
                if (count >= 0)
                    return new TransferResult((int)count, 0);
                var errno = Marshal.GetLastPInvokeError();
                if (errno != Errno.EINTR)
                    return new TransferResult(0, errno);
            }
        }
    }

    private static TransferResult Receive(int socket, Span<byte> buffer, Span<int> descriptors, int flags, out int descriptorCount)
    {
        descriptorCount = 0;
        var room = Math.Min(descriptors.Length, MostDescriptors);
        var space = room == 0 ? 0 : sizeof(LibC.cmsghdr_t) + Padded(room * sizeof(int));
        var control = stackalloc byte[space];
        fixed (byte* start = buffer)
        {
            var part = new LibC.iovec_t { data = start, length = (nuint)buffer.Length };
            while (true)
            {
                var message = new LibC.msghdr_t
                {
                    iov = &part,
                    iovlen = 1,
                    control = control,
                    controllen = (nuint)space,
                };
                var count = LibC.recvmsg(socket, &message, flags | LibC.MSG_CMSG_CLOEXEC);
                if (count >= 0)
                {
                    descriptorCount = TakeDescriptors(message, descriptors);
                    return new TransferResult((int)count, 0);
                }
                var errno = Marshal.GetLastPInvokeError();
                if (errno != Errno.EINTR)
                    return new TransferResult(0, errno);
            }
        }
    }

    /// <summary>Linux puts all descriptors of a receive into one control message.</summary>
    private static int TakeDescriptors(in LibC.msghdr_t message, Span<int> descriptors)
    {
        if (message.controllen < (nuint)sizeof(LibC.cmsghdr_t))
            return 0;
        var header = (LibC.cmsghdr_t*)message.control;
        if (header->level != LibC.SOL_SOCKET || header->type != LibC.SCM_RIGHTS)
            return 0;
        var count = ((int)header->len - sizeof(LibC.cmsghdr_t)) / sizeof(int);
        new ReadOnlySpan<int>((byte*)header + sizeof(LibC.cmsghdr_t), count).CopyTo(descriptors);
        return count;
    }

    private static int Padded(int length) => (length + 7) & ~7;
}
