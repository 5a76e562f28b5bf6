using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>pipe(7): making pipes, looking into them and moving their content without copying it through this process.</summary>
public static unsafe class Pipe
{
    /// <summary>One page: less there is not.</summary>
    public const int SmallestCapacity = 4096;

    /// <summary>What an unprivileged process may ask for (/proc/sys/fs/pipe-max-size).</summary>
    public const int LargestCapacity = 1024 * 1024;

    /// <summary>A new pipe, both ends close-on-exec.</summary>
    /// <param name="nonBlockingRead">Sets O_NONBLOCK on the read end alone.</param>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The caller owns both ends.")]
    public static (Descriptor Read, Descriptor Write) Create(bool nonBlockingRead)
    {
        var ends = stackalloc int[2];
        if (LibC.pipe2(ends, LibC.O_CLOEXEC) < 0)
            throw PosixException.Last(nameof(LibC.pipe2));
        var (read, write) = (new Descriptor(ends[0]), new Descriptor(ends[1]));
        if (nonBlockingRead && LibC.fcntl(read.Number, LibC.F_SETFL, LibC.O_NONBLOCK) < 0)
        {
            var failure = PosixException.Last(nameof(LibC.fcntl));
            read.Dispose();
            write.Dispose();
            throw failure;
        }
        return (read, write);
    }

    /// <summary>Sets O_NONBLOCK on this end alone: the other end, and ends opened anew, are descriptions of their own.</summary>
    public static void SetNonBlocking(int descriptor)
    {
        if (LibC.fcntl(descriptor, LibC.F_SETFL, LibC.O_NONBLOCK) < 0)
            throw PosixException.Last(nameof(LibC.fcntl), "F_SETFL");
    }

    /// <summary>fchmod(2) of the pipe itself, which counts when it is opened again through /proc/PID/fd.</summary>
    public static void SetMode(int descriptor, uint mode)
    {
        if (LibC.fchmod(descriptor, mode) < 0)
            throw PosixException.Last(nameof(LibC.fchmod), "pipe");
    }

    /// <summary>How many bytes wait to be read (FIONREAD).</summary>
    public static int Available(int descriptor)
    {
        int count;
        return LibC.ioctl(descriptor, LibC.FIONREAD, &count) == 0 ? count : throw PosixException.Last(nameof(LibC.ioctl), "FIONREAD");
    }

    /// <summary>How many bytes fit in (F_GETPIPE_SZ). Writes that do not fill pages let fewer in.</summary>
    public static int Capacity(int descriptor)
    {
        var capacity = LibC.fcntl(descriptor, LibC.F_GETPIPE_SZ, 0);
        return capacity >= 0 ? capacity : throw PosixException.Last(nameof(LibC.fcntl), "F_GETPIPE_SZ");
    }

    /// <summary>Asks for a larger pipe; the kernel may refuse when the user has many (pipe(7), pipe-user-pages-soft).</summary>
    /// <returns>The capacity afterwards.</returns>
    public static int Enlarge(int descriptor, int capacity)
    {
        var granted = LibC.fcntl(descriptor, LibC.F_SETPIPE_SZ, capacity);
        return granted >= 0 ? granted : Capacity(descriptor);
    }

    /// <summary>
    /// splice(2) from a pipe to the file's own position. Count 0 says that the pipe is empty and has no writer. Never waits for the pipe;
    /// waits for the target unless that is a pipe or its description has O_NONBLOCK.
    /// </summary>
    public static TransferResult Splice(int pipe, int target, int length) => Splice(pipe, target, null, length);

    /// <summary>splice(2) from a pipe to a place in a file that was not opened with O_APPEND; moves <paramref name="offset"/> on.</summary>
    public static TransferResult Splice(int pipe, int file, ref long offset, int length)
    {
        var place = offset;
        var result = Splice(pipe, file, &place, length);
        offset = place;
        return result;
    }

    /// <summary>tee(2): a copy of the beginning of one pipe in another, which stays in the first. Never waits.</summary>
    public static TransferResult Tee(int from, int to, int length)
    {
        while (true)
        {
            var count = LibC.tee(from, to, (nuint)length, LibC.SPLICE_F_NONBLOCK);
            if (count >= 0)
                return new TransferResult((int)count, 0);
            var errno = Marshal.GetLastPInvokeError();
            if (errno != Errno.EINTR)
                return new TransferResult(0, errno);
        }
    }

    private static TransferResult Splice(int pipe, int target, long* offset, int length)
    {
        while (true)
        {
            var count = LibC.splice(pipe, null, target, offset, (nuint)length, LibC.SPLICE_F_MOVE | LibC.SPLICE_F_NONBLOCK);
            if (count >= 0)
                return new TransferResult((int)count, 0);
            var errno = Marshal.GetLastPInvokeError();
            if (errno != Errno.EINTR)
                return new TransferResult(0, errno);
        }
    }
}
