using System.Net;
using System.Net.Sockets;

namespace Supervisord.DaemonLog.Syslog;

/// <summary>RFC 5426: one message a datagram. Nothing says whether it arrives.</summary>
internal sealed class UdpSyslogConnection(IPEndPoint server) : ISyslogConnection
{
    private Socket? _socket;

    /// <summary>What every receiver should be able to take (RFC 5426, 3.2).</summary>
    public int LongestMessage => 2048;

    public string? Send(ReadOnlySpan<byte> message)
    {
        var reason = TrySend(message);
        // A connected socket reports here that an earlier datagram met a closed port; that says nothing about this one.
        return reason is null ? null : TrySend(message);
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private string? TrySend(ReadOnlySpan<byte> message)
    {
        try
        {
            _socket ??= Connect();
            _socket.Send(message);
            return null;
        }
        catch (SocketException exception)
        {
            Dispose();
            return $"{server} (UDP): {exception.Message}";
        }
    }

    private Socket Connect()
    {
        var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Connect(server);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }
}
