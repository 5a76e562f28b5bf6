using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>
/// Takes connections from a listening socket that belongs to somebody else as well. The framework's own socket class is not used for it:
/// closing one may shut the socket down (shutdown(2)), for every process that holds it.
/// </summary>
public static unsafe class ConnectionAcceptor
{
    /// <summary>accept4(2). The connection is close-on-exec and blocking; whether this call waits is the listening socket's O_NONBLOCK.</summary>
    /// <returns>0 with the connection, or the errno: EAGAIN when none waits.</returns>
    public static int TryAccept(int listener, out Descriptor? connection)
    {
        connection = null;
        while (true)
        {
            var number = LibC.accept4(listener, null, null, LibC.SOCK_CLOEXEC);
            if (number >= 0)
            {
                connection = new Descriptor(number);
                return 0;
            }
            var errno = Marshal.GetLastPInvokeError();
            if (errno != Errno.EINTR)
                return errno;
        }
    }
}
