using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>
/// A stream socket that connections can be made to. It is close-on-exec and non-blocking: others accept from it, and a connection that was
/// withdrawn meanwhile must not make them wait (accept(2)).
/// </summary>
public sealed unsafe class ListeningSocket : IDisposable
{
    /// <summary>Connections that wait to be accepted; the kernel's own limit is somaxconn.</summary>
    public const int Backlog = 1024;

    /// <summary>As many as the kernel allows (listen(2)).</summary>
    public const int LargestBacklog = int.MaxValue;

    private const int FamilyLength = sizeof(ushort);
    private const int LongestPath = 107;
    private const int InternetAddressLength = 16;
    private const int InternetAddress6Length = 28;

    /// <summary>Of sockaddr_in and sockaddr_in6 (ip(7), ipv6(7)).</summary>
    private const int PortPlace = 2;
    private const int AddressPlace = 4;
    private const int AddressPlace6 = 8;
    private const int ScopePlace6 = 24;
    private const uint Unchanged = uint.MaxValue;

    private readonly Descriptor _descriptor;
    private readonly FileStatus _file;

    private ListeningSocket(Descriptor descriptor, string? path, in FileStatus file) =>
        (_descriptor, Path, _file) = (descriptor, path, file);

    public int Number => _descriptor.Number;

    /// <summary>Of a local socket; null otherwise.</summary>
    public string? Path { get; }

    /// <summary>Of an internet socket; null otherwise.</summary>
    public IPAddress? Address { get; private init; }

    /// <summary>Likewise; 0 otherwise.</summary>
    public int Port { get; private init; }

    /// <summary>False when its file was removed or replaced: nobody can connect to it any more.</summary>
    public bool IsStillNamed => Path is null || (FileStatus.Read(Path, out var status) == 0 && status.IsSameFile(_file));

    /// <summary>
    /// A local socket. It listens only when its mode and owner are right, and until then nobody can connect; a socket that lies there is
    /// replaced. It is bound to the very path, because programs ask for its name (getsockname(2)).
    /// </summary>
    /// <param name="owner">Null leaves it, as with <paramref name="group"/>.</param>
    /// <returns>0, or the errno: EEXIST when something lies there that is no socket, ENAMETOOLONG above 107 bytes.</returns>
    public static int TryListen(string path, uint mode, uint? owner, uint? group, int backlog, out ListeningSocket? socket)
    {
        socket = null;
        if (FileStatus.Read(path, out var present) == 0 && present.Kind != FileKind.Socket)
            return Errno.EEXIST;
        var number = LibC.socket(LibC.AF_UNIX, LibC.SOCK_STREAM | LibC.SOCK_CLOEXEC | LibC.SOCK_NONBLOCK, 0);
        if (number < 0)
            return Marshal.GetLastPInvokeError();
        var descriptor = new Descriptor(number);
        if (present.Kind == FileKind.Socket)
            _ = LibC.unlink(path);
        var errno = Bind(descriptor, path);
        if (errno != 0)
        {
            descriptor.Dispose();
            return errno;
        }
        errno = Publish(descriptor, path, mode, owner, group, backlog);
        if (errno == 0)
            errno = FileStatus.Read(path, out present);
        if (errno != 0)
        {
            _ = LibC.unlink(path);
            descriptor.Dispose();
            return errno;
        }
        socket = new ListeningSocket(descriptor, path, present);
        return 0;
    }

    /// <summary>
    /// One that another process has made and handed on. Null when it is none of those that this class makes, or does not listen.
    /// </summary>
    /// <param name="descriptor">Owned by the socket from now on; closed when there is none.</param>
    public static ListeningSocket? Adopt(Descriptor descriptor)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        var native = stackalloc byte[FamilyLength + LongestPath + 1];
        var length = (uint)(FamilyLength + LongestPath + 1);
        if (Listens(descriptor) && LibC.getsockname(descriptor.Number, native, &length) == 0)
        {
            var bytes = new ReadOnlySpan<byte>(native, (int)length);
            switch (*(ushort*)native)
            {
                case LibC.AF_UNIX when length > FamilyLength && native[FamilyLength] != 0:
                    var path = Encoding.UTF8.GetString(bytes[FamilyLength..].TrimEnd((byte)0));
                    return new ListeningSocket(descriptor, path, FileOf(descriptor, path));
                case LibC.AF_INET:
                    return new ListeningSocket(descriptor, null, default)
                    {
                        Address = new IPAddress(bytes.Slice(AddressPlace, sizeof(uint))),
                        Port = BinaryPrimitives.ReadUInt16BigEndian(bytes[PortPlace..]),
                    };
                case LibC.AF_INET6:
                    return new ListeningSocket(descriptor, null, default)
                    {
                        Address = new IPAddress(bytes.Slice(AddressPlace6, 16), *(uint*)(native + ScopePlace6)),
                        Port = BinaryPrimitives.ReadUInt16BigEndian(bytes[PortPlace..]),
                    };
            }
        }
        descriptor.Dispose();
        return null;
    }

    /// <summary>
    /// Whether <see cref="TryListen(string, uint, uint?, uint?, int, out ListeningSocket?)"/> would succeed. Nothing is left behind, and a
    /// socket that lies there is not touched.
    /// </summary>
    /// <returns>0 or the errno.</returns>
    public static int Check(string path, uint mode, uint? owner, uint? group)
    {
        if (FileStatus.Read(path, out var present) == 0 && present.Kind != FileKind.Socket)
            return Errno.EEXIST;
        var beside = path + "." + ThisProcess.Id.ToString(CultureInfo.InvariantCulture);
        if (Encoding.UTF8.GetByteCount(beside) > LongestPath)
            beside = path;
        // Only what would be replaced could be bound, and it may be somebody's.
        if (beside == path && present.Kind == FileKind.Socket)
            return 0;
        var errno = TryListen(beside, mode, owner, group, 1, out var socket);
        socket?.Dispose();
        return errno;
    }

    /// <summary>A TCP socket. The address :: takes IPv4 connections as well.</summary>
    /// <returns>0, or the errno: EADDRINUSE when somebody else listens there.</returns>
    public static int TryListen(IPAddress address, int port, int backlog, out ListeningSocket? socket)
    {
        ArgumentNullException.ThrowIfNull(address);
        socket = null;
        var isSix = address.AddressFamily == AddressFamily.InterNetworkV6;
        var number = LibC.socket(isSix ? LibC.AF_INET6 : LibC.AF_INET, LibC.SOCK_STREAM | LibC.SOCK_CLOEXEC | LibC.SOCK_NONBLOCK, 0);
        if (number < 0)
            return Marshal.GetLastPInvokeError();
        var descriptor = new Descriptor(number);
        Set(descriptor, LibC.SOL_SOCKET, LibC.SO_REUSEADDR, 1);
        if (isSix)
            Set(descriptor, LibC.IPPROTO_IPV6, LibC.IPV6_V6ONLY, 0);
        var errno = Bind(descriptor, address, port);
        if (errno == 0 && LibC.listen(number, backlog) < 0)
            errno = Marshal.GetLastPInvokeError();
        if (errno != 0)
        {
            descriptor.Dispose();
            return errno;
        }
        socket = new ListeningSocket(descriptor, null, default) { Address = address, Port = port };
        return 0;
    }

    /// <summary>
    /// Waits in accept(2) when there is no connection, as programs expect that are given it. The flag is shared with every process that has
    /// the socket.
    /// </summary>
    public void MakeBlocking()
    {
        var flags = LibC.fcntl(Number, LibC.F_GETFL, 0);
        if (flags >= 0 && (flags & LibC.O_NONBLOCK) != 0)
            _ = LibC.fcntl(Number, LibC.F_SETFL, flags & ~LibC.O_NONBLOCK);
    }

    /// <summary>Changes what can be changed while it listens: the mode and owner of its file, and how many connections wait.</summary>
    /// <param name="mode">For a local socket alone, as <paramref name="owner"/> and <paramref name="group"/>, where null leaves it.</param>
    /// <returns>0 or the errno.</returns>
    public int TryChange(uint mode, uint? owner, uint? group, int backlog)
    {
        if (Path is not null && LibC.chmod(Path, mode) < 0)
            return Marshal.GetLastPInvokeError();
        if (Path is not null && (owner ?? group) is not null && LibC.chown(Path, owner ?? Unchanged, group ?? Unchanged) < 0)
            return Marshal.GetLastPInvokeError();
        return LibC.listen(Number, backlog) < 0 ? Marshal.GetLastPInvokeError() : 0;
    }

    /// <summary>
    /// Gives this socket the number of another, which is closed by that in one step (dup3(2)): whoever has the number in hand finds an open
    /// socket at every moment. Both objects are used up then.
    /// </summary>
    /// <param name="placed">This socket under its new number.</param>
    /// <returns>0, or the errno: EBADF when the number lies above a limit of open files that was lowered meanwhile (dup(2)).</returns>
    public int TryTakePlaceOf(ListeningSocket other, out ListeningSocket? placed)
    {
        ArgumentNullException.ThrowIfNull(other);
        placed = null;
        if (LibC.dup3(Number, other.Number, LibC.O_CLOEXEC) < 0)
            return Marshal.GetLastPInvokeError();
        _descriptor.Dispose();
        placed = new ListeningSocket(other._descriptor, Path, _file) { Address = Address, Port = Port };
        return 0;
    }

    /// <summary>Closes it, and leaves its file to those who have it open too.</summary>
    public void GiveUp() => _descriptor.Dispose();

    /// <summary>Closes it, and removes its file if that is still its own.</summary>
    public void Dispose()
    {
        if (!_descriptor.IsOpen)
            return;
        if (Path is not null && IsStillNamed)
            _ = LibC.unlink(Path);
        _descriptor.Dispose();
    }

    /// <summary>SO_ACCEPTCONN (socket(7)).</summary>
    private static bool Listens(Descriptor descriptor)
    {
        var value = 0;
        var length = (uint)sizeof(int);
        return LibC.getsockopt(descriptor.Number, LibC.SOL_SOCKET, LibC.SO_ACCEPTCONN, &value, &length) == 0 && value != 0;
    }

    /// <summary>
    /// The file that a local socket is bound to, whatever lies at its path by now. Only who administers the network may ask for it
    /// (SIOCUNIXFILE, Linux 4.10); others take the file at the path for it.
    /// </summary>
    private static FileStatus FileOf(Descriptor descriptor, string path)
    {
        FileStatus file;
        var number = LibC.ioctl(descriptor.Number, LibC.SIOCUNIXFILE, null);
        if (number < 0)
        {
            _ = FileStatus.Read(path, out file);
            return file;
        }
        using var opened = new Descriptor(number);
        _ = FileStatus.Read(number, out file);
        return file;
    }

    private static int Publish(Descriptor descriptor, string path, uint mode, uint? owner, uint? group, int backlog)
    {
        if (LibC.chmod(path, mode) < 0)
            return Marshal.GetLastPInvokeError();
        if ((owner ?? group) is not null && LibC.chown(path, owner ?? Unchanged, group ?? Unchanged) < 0)
            return Marshal.GetLastPInvokeError();
        return LibC.listen(descriptor.Number, backlog) < 0 ? Marshal.GetLastPInvokeError() : 0;
    }

    private static int Bind(Descriptor descriptor, string path)
    {
        var length = Encoding.UTF8.GetByteCount(path);
        if (length > LongestPath)
            return Errno.ENAMETOOLONG;
        var address = stackalloc byte[FamilyLength + LongestPath + 1];
        *(ushort*)address = LibC.AF_UNIX;
        Encoding.UTF8.GetBytes(path, new Span<byte>(address + FamilyLength, LongestPath));
        address[FamilyLength + length] = 0;
        return LibC.bind(descriptor.Number, address, (uint)(FamilyLength + length + 1)) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>sockaddr_in and sockaddr_in6: family, port in network order, address (ip(7), ipv6(7)).</summary>
    private static int Bind(Descriptor descriptor, IPAddress address, int port)
    {
        var native = stackalloc byte[InternetAddress6Length];
        new Span<byte>(native, InternetAddress6Length).Clear();
        BinaryPrimitives.WriteUInt16BigEndian(new Span<byte>(native + PortPlace, sizeof(ushort)), checked((ushort)port));
        var isSix = address.AddressFamily == AddressFamily.InterNetworkV6;
        *(ushort*)native = (ushort)(isSix ? LibC.AF_INET6 : LibC.AF_INET);
        var bytes = address.GetAddressBytes();
        bytes.CopyTo(new Span<byte>(native + (isSix ? AddressPlace6 : AddressPlace), bytes.Length));
        if (isSix)
            *(uint*)(native + ScopePlace6) = (uint)address.ScopeId;
        var length = isSix ? InternetAddress6Length : InternetAddressLength;
        return LibC.bind(descriptor.Number, native, (uint)length) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    private static void Set(Descriptor descriptor, int level, int name, int value) =>
        _ = LibC.setsockopt(descriptor.Number, level, name, &value, sizeof(int));
}
