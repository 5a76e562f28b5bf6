using System.Runtime.InteropServices;
using System.Text;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>An unnamed datagram socket connected to a named one of this machine (unix(7)), such as /dev/log.</summary>
public sealed unsafe class LocalDatagramSocket : IDisposable
{
    /// <summary>Of sockaddr_un: the family's two bytes, then the path with its NUL.</summary>
    private const int FamilyLength = sizeof(ushort);
    private const int LongestPath = 107;
    private readonly Descriptor _socket;

    private LocalDatagramSocket(Descriptor socket) => _socket = socket;

    /// <param name="path">Or "@" and an abstract name, which is no file.</param>
    /// <returns>0, or the errno: ENOENT and ECONNREFUSED when nobody listens there, ENAMETOOLONG above 107 bytes of path, EPROTOTYPE
    /// when it is a stream socket.</returns>
    public static int TryConnect(string path, out LocalDatagramSocket? socket)
    {
        socket = null;
        var address = stackalloc byte[FamilyLength + LongestPath + 1];
        if (Encoding.UTF8.GetByteCount(path) > LongestPath)
            return Errno.ENAMETOOLONG;
        *(ushort*)address = LibC.AF_UNIX;
        var length = Encoding.UTF8.GetBytes(path, new Span<byte>(address + FamilyLength, LongestPath));
        address[FamilyLength + length] = 0;
        var size = FamilyLength + length + 1;
        if (path.StartsWith('@'))
        {
            // An abstract name begins with a NUL and ends where the address does.
            address[FamilyLength] = 0;
            size--;
        }

        var number = LibC.socket(LibC.AF_UNIX, LibC.SOCK_DGRAM | LibC.SOCK_CLOEXEC, 0);
        if (number < 0)
            return Marshal.GetLastPInvokeError();
        var opened = new Descriptor(number);
        if (LibC.connect(number, address, (uint)size) < 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            opened.Dispose();
            return errno;
        }
        socket = new LocalDatagramSocket(opened);
        return 0;
    }

    /// <summary>Sends one datagram whole; waits while the receiver's queue is full.</summary>
    /// <returns>0, or the errno: ECONNREFUSED when the receiver has gone, EMSGSIZE when the datagram is larger than the send buffer.</returns>
    public int Send(ReadOnlySpan<byte> datagram) => Send(datagram, 0);

    /// <summary>As <see cref="Send(ReadOnlySpan{byte})"/>, but EAGAIN where that would wait.</summary>
    public int TrySend(ReadOnlySpan<byte> datagram) => Send(datagram, LibC.MSG_DONTWAIT);

    private int Send(ReadOnlySpan<byte> datagram, int flags)
    {
        fixed (byte* start = datagram)
        {
            while (LibC.send(_socket.Number, start, (nuint)datagram.Length, flags | LibC.MSG_NOSIGNAL) < 0)
            {
                var errno = Marshal.GetLastPInvokeError();
                if (errno != Errno.EINTR)
                    return errno;
            }
        }
        return 0;
    }

    public void Dispose() => _socket.Dispose();
}
