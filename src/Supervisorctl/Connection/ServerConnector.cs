using System.Net;
using System.Net.Sockets;
using Supervisor.Posix;

namespace Supervisorctl.Connection;

/// <summary>Connects to a server, trying each address of its host in turn.</summary>
internal static class ServerConnector
{
    /// <exception cref="ConnectionException">Nobody answers there.</exception>
    public static ClientSocket Connect(ServerAddress address)
    {
        ClientSocket? socket;
        if (address.SocketPath is { } path)
        {
            var failure = ClientSocket.TryConnectLocal(path, out socket);
            return failure == 0 ? socket! : throw ConnectionException.Of(failure);
        }
        var errno = Errno.ECONNREFUSED;
        foreach (var host in Resolve(address.Host))
        {
            errno = ClientSocket.TryConnectInternet(host.GetAddressBytes(), address.Port, out socket);
            if (errno == 0)
                return socket!;
        }
        throw ConnectionException.Of(errno);
    }

    /// <summary>A literal address and localhost need no name service, and so none that works.</summary>
    private static IPAddress[] Resolve(string host)
    {
        if (host.Length == 0 || host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            return [IPAddress.Loopback, IPAddress.IPv6Loopback];
        if (IPAddress.TryParse(host, out var literal))
            return [literal];
        try
        {
            return Dns.GetHostAddresses(host);
        }
        catch (SocketException)
        {
            throw ConnectionException.UnknownHost(host);
        }
    }
}
