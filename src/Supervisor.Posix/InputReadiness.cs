using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>Waits for something to read (poll(2)).</summary>
public static unsafe class InputReadiness
{
    /// <param name="milliseconds">-1 waits for ever.</param>
    /// <returns>False when the time is over or a signal came; the end of the input and an error count as something to read.</returns>
    public static bool Await(int descriptor, int milliseconds)
    {
        var target = new LibC.pollfd { fd = descriptor, events = LibC.POLLIN };
        var result = LibC.poll(&target, 1, milliseconds);
        return result > 0 || (result < 0 && Marshal.GetLastPInvokeError() != Errno.EINTR);
    }
}
