using System.Collections.Immutable;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Supervisor.Gateway.Listening;

/// <summary>Who connected to a unix socket, as the kernel noted it at connect(2) (unix(7), SO_PEERCRED and SO_PEERGROUPS).</summary>
internal sealed record PeerIdentity(int ProcessId, uint UserId, uint GroupId, ImmutableArray<uint> Groups)
{
    private const int SOL_SOCKET = 1;
    private const int SO_PEERCRED = 17;
    private const int SO_PEERGROUPS = 59;

    /// <summary>As many as nearly everybody has; a stranger's connection costs no more memory than that.</summary>
    private const int UsualGroups = 64;

    /// <summary>NGROUPS_MAX (credentials(7)).</summary>
    private const int MostGroups = 65_536;

    /// <summary>Null when it is not known.</summary>
    public static PeerIdentity? Of(Socket socket)
    {
        try
        {
            Span<uint> credentials = stackalloc uint[3];
            socket.GetRawSocketOption(SOL_SOCKET, SO_PEERCRED, MemoryMarshal.AsBytes(credentials));
            return new PeerIdentity((int)credentials[0], credentials[1], credentials[2], ReadGroups(socket));
        }
        catch (SocketException)
        {
            return null;
        }
    }

    public bool IsOneOf(ImmutableArray<int> userIds, ImmutableArray<int> groupIds) =>
        userIds.Contains((int)UserId) || groupIds.Contains((int)GroupId) || Groups.Any(group => groupIds.Contains((int)group));

    private static ImmutableArray<uint> ReadGroups(Socket socket)
    {
        Span<uint> groups = stackalloc uint[UsualGroups];
        try
        {
            return Read(socket, groups);
        }
        catch (SocketException)
        {
            // ERANGE: there are more.
            return Read(socket, new uint[MostGroups]);
        }

        static ImmutableArray<uint> Read(Socket socket, Span<uint> groups)
        {
            var size = socket.GetRawSocketOption(SOL_SOCKET, SO_PEERGROUPS, MemoryMarshal.AsBytes(groups));
            return [.. groups[..(size / sizeof(uint))]];
        }
    }
}
