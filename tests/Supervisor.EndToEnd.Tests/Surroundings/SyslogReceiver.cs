using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Supervisor.EndToEnd.Tests.Surroundings;

/// <summary>The other side of syslog: a socket that takes datagrams, and all that came so far.</summary>
internal sealed class SyslogReceiver : IDisposable
{
    private const int LongestDatagram = 64 * 1024;
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[LongestDatagram];
    private readonly List<string> _messages = [];

    private SyslogReceiver(Socket socket) => _socket = socket;

    /// <summary>In place of /dev/log.</summary>
    public static SyslogReceiver Local(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        return new SyslogReceiver(socket);
    }

    public static SyslogReceiver Udp(out int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        return new SyslogReceiver(socket);
    }

    /// <summary>All that have come.</summary>
    public IReadOnlyList<string> Messages
    {
        get
        {
            Receive();
            return _messages;
        }
    }

    /// <summary>Waits for a message that begins with a text and contains others.</summary>
    public void WaitFor(string beginning, params string[] texts) =>
        Until.IsTrue(
            () =>
            {
                Receive();
                return _messages.Exists(message =>
                    message.StartsWith(beginning, StringComparison.Ordinal)
                    && Array.TrueForAll(texts, text => message.Contains(text, StringComparison.Ordinal))
                );
            },
            $"syslog gets {beginning} ... {string.Join(" ... ", texts)}",
            () => string.Join('\n', _messages)
        );

    public void Dispose() => _socket.Dispose();

    private void Receive()
    {
        while (_socket.Poll(TimeSpan.Zero, SelectMode.SelectRead))
            _messages.Add(Encoding.UTF8.GetString(_buffer, 0, _socket.Receive(_buffer)));
    }
}
