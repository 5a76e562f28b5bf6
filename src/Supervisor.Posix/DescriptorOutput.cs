using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>Writes bytes to a descriptor until all are written or the kernel refuses. It waits where the target makes it wait.</summary>
public static unsafe class DescriptorOutput
{
    private const int Forever = -1;

    /// <summary>
    /// Interrupted and short writes go on. A descriptor that another process made non-blocking (the flag belongs to the open file, which
    /// is shared with whoever inherited it) is waited for with poll(2).
    /// </summary>
    /// <param name="written">How many bytes were taken, also when the answer is an error.</param>
    /// <returns>0, or the errno that ended it. EPIPE raises no signal here, because the runtime ignores SIGPIPE.</returns>
    public static int WriteAll(int descriptor, ReadOnlySpan<byte> bytes, out int written)
    {
        written = 0;
        fixed (byte* start = bytes)
        {
            while (written < bytes.Length)
            {
                var count = LibC.write(descriptor, start + written, (nuint)(bytes.Length - written));
                if (count >= 0)
                {
                    written += (int)count;
                    continue;
                }
                var errno = Marshal.GetLastPInvokeError();
                if (errno == Errno.EAGAIN)
                    errno = WaitUntilWritable(descriptor);
                if (errno is not (0 or Errno.EINTR))
                    return errno;
            }
        }
        return 0;
    }

    private static int WaitUntilWritable(int descriptor)
    {
        var target = new LibC.pollfd { fd = descriptor, events = LibC.POLLOUT };
        return LibC.poll(&target, 1, Forever) >= 0 ? 0 : Marshal.GetLastPInvokeError();
    }
}
