using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>
/// A blocking stream socket to a server. It exists beside the framework's because it tells the errno as it is (ENOENT is "no such socket
/// file", where the framework says "address not available"), and because a client that is typed all day should not load what it can do without.
/// </summary>
public sealed unsafe class ClientSocket : IDisposable
{
    /// <summary>Of sockaddr_un (unix(7)): the family's two bytes, then the path with its NUL.</summary>
    private const int FamilyLength = sizeof(ushort);
    private const int LongestPath = 107;

    /// <summary>Of sockaddr_in (ip(7)) and sockaddr_in6 (ipv6(7)).</summary>
    private const int InternetLength = 16;
    private const int Internet6Length = 28;
    private const int AddressOffset = 4;
    private const int Address6Offset = 8;
    private readonly Descriptor _socket;

    private ClientSocket(Descriptor socket) => _socket = socket;

    /// <returns>0, or the errno: ENOENT and ECONNREFUSED when nobody listens there, EACCES without permission, ENAMETOOLONG above 107 bytes.</returns>
    public static int TryConnectLocal(string path, out ClientSocket? socket)
    {
        ArgumentNullException.ThrowIfNull(path);
        socket = null;
        if (Encoding.UTF8.GetByteCount(path) > LongestPath)
            return Errno.ENAMETOOLONG;
        var address = stackalloc byte[FamilyLength + LongestPath + 1];
        *(ushort*)address = LibC.AF_UNIX;
        var length = Encoding.UTF8.GetBytes(path, new Span<byte>(address + FamilyLength, LongestPath));
        address[FamilyLength + length] = 0;
        return TryConnect(LibC.AF_UNIX, address, (uint)(FamilyLength + length + 1), out socket);
    }

    /// <param name="host">The 4 bytes of an IPv4 address, or the 16 of an IPv6 address, in network order.</param>
    /// <returns>0 or the errno.</returns>
    public static int TryConnectInternet(ReadOnlySpan<byte> host, int port, out ClientSocket? socket)
    {
        var address = stackalloc byte[Internet6Length];
        var all = new Span<byte>(address, Internet6Length);
        all.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(all[FamilyLength..], (ushort)port);
        var is6 = host.Length == Internet6Length - Address6Offset - sizeof(uint);
        *(ushort*)address = is6 ? (ushort)LibC.AF_INET6 : (ushort)LibC.AF_INET;
        host.CopyTo(all[(is6 ? Address6Offset : AddressOffset)..]);
        return TryConnect(*(ushort*)address, address, (uint)(is6 ? Internet6Length : InternetLength), out socket);
    }

    /// <summary>For whoever is to have the connection as well.</summary>
    public int Number => _socket.Number;

    /// <summary>read(2): waits for at least one byte; 0 is the end.</summary>
    public TransferResult Read(Span<byte> buffer) => FileDescriptor.Read(_socket.Number, buffer);

    /// <summary>Sends everything; a peer that has gone is EPIPE or ECONNRESET, without a signal.</summary>
    /// <returns>0 or the errno.</returns>
    public int SendAll(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            for (var sent = 0; sent < bytes.Length; )
            {
                var count = LibC.send(_socket.Number, start + sent, (nuint)(bytes.Length - sent), LibC.MSG_NOSIGNAL);
                if (count >= 0)
                    sent += (int)count;
                else if (Marshal.GetLastPInvokeError() is var errno && errno != Errno.EINTR)
                    return errno;
            }
        }
        return 0;
    }

    /// <summary>
    /// Whether something can be read now. Between a complete answer and the next request that can only be the end: the server has closed.
    /// </summary>
    public bool HasInput()
    {
        var target = new LibC.pollfd { fd = _socket.Number, events = LibC.POLLIN };
        return LibC.poll(&target, 1, 0) != 0;
    }

    /// <summary>Ends a read that another thread waits in (shutdown(2)).</summary>
    public void Shutdown()
    {
        if (_socket.IsOpen)
            _ = LibC.shutdown(_socket.Number, LibC.SHUT_RDWR);
    }

    public void Dispose() => _socket.Dispose();

    private static int TryConnect(int family, byte* address, uint length, out ClientSocket? socket)
    {
        socket = null;
        var number = LibC.socket(family, LibC.SOCK_STREAM | LibC.SOCK_CLOEXEC, 0);
        if (number < 0)
            return Marshal.GetLastPInvokeError();
        var opened = new Descriptor(number);
        if (LibC.connect(number, address, length) < 0)
        {
            var errno = Marshal.GetLastPInvokeError();
            opened.Dispose();
            return errno;
        }
        socket = new ClientSocket(opened);
        return 0;
    }
}
