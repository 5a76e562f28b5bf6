using System.Globalization;
using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>
/// Opens the other end of a pipe of which one end is held, through /proc/self/fd (proc(5)). The new end is a file description of its own:
/// flags that a child sets on it (O_NONBLOCK) reach nobody else.
/// </summary>
public static unsafe class PipeEnd
{
    /// <summary>The end for writing, blocking; 0 with the descriptor's number, or the errno.</summary>
    public static int OpenWriter(int reader, out int writer) => Open(reader, LibC.O_WRONLY, out writer);

    /// <summary>The end for reading, blocking; 0 with the descriptor's number, or the errno.</summary>
    public static int OpenReader(int writer, out int reader) => Open(writer, LibC.O_RDONLY, out reader);

    /// <summary>
    /// An end, non-blocking, of a pipe that another process has among its descriptors. It needs the permission to trace the process
    /// (proc(5), /proc/PID/fd).
    /// </summary>
    /// <param name="inode">Of the pipe that is meant: the process may have put something else there.</param>
    /// <returns>0, or the errno: ESTALE when it is another file.</returns>
    public static int OpenOf(int processId, int number, bool forWriting, ulong inode, out Descriptor? end)
    {
        end = null;
        var opened = LibC.open(
            string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/fd/{number}"),
            (forWriting ? LibC.O_WRONLY : LibC.O_RDONLY) | LibC.O_CLOEXEC | LibC.O_NONBLOCK,
            0
        );
        if (opened < 0)
            return Marshal.GetLastPInvokeError();
        end = new Descriptor(opened);
        if (FileStatus.Read(opened, out var status) == 0 && status.Inode == inode && status.Kind == FileKind.Fifo)
            return 0;
        end.Dispose();
        end = null;
        return Errno.ESTALE;
    }

    /// <summary>The caller closes the number; it is a plain number because a spawn allocates nothing.</summary>
    public static void Close(int number) => _ = LibC.close(number);

    private static int Open(int held, int access, out int opened)
    {
        const int LongestPath = 32;
        var path = stackalloc byte[LongestPath];
        "/proc/self/fd/"u8.CopyTo(new Span<byte>(path, LongestPath));
        _ = held.TryFormat(new Span<byte>(path + 14, LongestPath - 15), out var digits);
        path[14 + digits] = 0;
        while (true)
        {
            opened = LibC.open(path, access | LibC.O_CLOEXEC, 0);
            if (opened >= 0)
                return 0;
            var errno = Marshal.GetLastPInvokeError();
            if (errno != Errno.EINTR)
                return errno;
        }
    }
}
