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
