using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>
/// Opening, reading and writing by descriptor, without copies and without allocations. Descriptors are close-on-exec, never become the
/// controlling terminal, and are non-blocking where the kind of file knows that.
/// </summary>
public static unsafe class FileDescriptor
{
    /// <summary>open(2).</summary>
    /// <param name="mode">Of a file that is made, before the umask.</param>
    /// <returns>0 with the descriptor, or the errno.</returns>
    public static int Open(string path, FileAccessKind access, uint mode, out Descriptor? descriptor)
    {
        while (true)
        {
            var number = LibC.open(path, Flags(access), mode);
            descriptor = number >= 0 ? new Descriptor(number) : null;
            var errno = number >= 0 ? 0 : Marshal.GetLastPInvokeError();
            if (errno != Errno.EINTR)
                return errno;
        }
    }

    /// <summary>Another number for the same open file description, close-on-exec.</summary>
    public static int Duplicate(int number, out Descriptor? descriptor)
    {
        var copy = LibC.fcntl(number, LibC.F_DUPFD_CLOEXEC, 3);
        descriptor = copy >= 0 ? new Descriptor(copy) : null;
        return copy >= 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>read(2). Count 0 is the end.</summary>
    public static TransferResult Read(int descriptor, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            nint count;
            while ((count = LibC.read(descriptor, start, (nuint)buffer.Length)) < 0)
            {
                if (Marshal.GetLastPInvokeError() is var errno && errno != Errno.EINTR)
                    return new TransferResult(0, errno);
            }
            return new TransferResult((int)count, 0);
        }
    }

    /// <summary>write(2) at the file's own position.</summary>
    public static TransferResult Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            nint count;
            while ((count = LibC.write(descriptor, start, (nuint)bytes.Length)) < 0)
            {
                if (Marshal.GetLastPInvokeError() is var errno && errno != Errno.EINTR)
                    return new TransferResult(0, errno);
            }
            return new TransferResult((int)count, 0);
        }
    }

    /// <summary>pwrite(2) at a place in a file that was not opened with O_APPEND.</summary>
    public static TransferResult WriteAt(int descriptor, ReadOnlySpan<byte> bytes, long offset)
    {
        fixed (byte* start = bytes)
        {
            nint count;
            while ((count = LibC.pwrite(descriptor, start, (nuint)bytes.Length, offset)) < 0)
            {
                if (Marshal.GetLastPInvokeError() is var errno && errno != Errno.EINTR)
                    return new TransferResult(0, errno);
            }
            return new TransferResult((int)count, 0);
        }
    }

    /// <summary>send(2) on a socket: never waits, and a closed peer is EPIPE without a signal.</summary>
    public static TransferResult Send(int descriptor, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            nint count;
            while ((count = LibC.send(descriptor, start, (nuint)bytes.Length, LibC.MSG_DONTWAIT | LibC.MSG_NOSIGNAL)) < 0)
            {
                if (Marshal.GetLastPInvokeError() is var errno && errno != Errno.EINTR)
                    return new TransferResult(0, errno);
            }
            return new TransferResult((int)count, 0);
        }
    }

    /// <summary>ftruncate(2).</summary>
    /// <returns>0 or the errno.</returns>
    public static int Truncate(int descriptor, long length) => LibC.ftruncate(descriptor, length) == 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>fchmod(2) and, where it is allowed, fchown(2).</summary>
    /// <returns>0 or the errno of the first that failed.</returns>
    public static int SetOwnerAndMode(int descriptor, uint owner, uint group, uint mode)
    {
        var isOwned = LibC.fchown(descriptor, owner, group) == 0;
        var errno = isOwned ? 0 : Marshal.GetLastPInvokeError();
        return LibC.fchmod(descriptor, mode) == 0 ? errno : Marshal.GetLastPInvokeError();
    }

    /// <summary>Whether a write would find room now (poll(2), POLLOUT); an error counts as room, because the write then says what it is.</summary>
    public static bool IsWritable(int descriptor)
    {
        var request = new LibC.pollfd { fd = descriptor, events = LibC.POLLOUT };
        return LibC.poll(&request, 1, 0) != 0;
    }

    private static int Flags(FileAccessKind access) =>
        LibC.O_CLOEXEC
        | LibC.O_NOCTTY
        | LibC.O_NONBLOCK
        | access switch
        {
            FileAccessKind.WriteOrCreate => LibC.O_WRONLY | LibC.O_CREAT,
            FileAccessKind.CreateNew => LibC.O_WRONLY | LibC.O_CREAT | LibC.O_EXCL,
            FileAccessKind.Write => LibC.O_WRONLY,
            FileAccessKind.ReadWrite => LibC.O_RDWR,
            _ => LibC.O_RDONLY,
        };
}
