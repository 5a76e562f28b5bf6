using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Supervisord.DaemonLog.Syslog;

/// <summary>RFC 6587 with octet counting: the message's length in decimal, a blank, the message.</summary>
internal sealed class TcpSyslogConnection(IPEndPoint server, TimeProvider time) : ISyslogConnection
{
    /// <summary>A server that is down is not asked for every line.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>A peer that takes nothing for so long is gone.</summary>
    private const int SendMilliseconds = 30_000;
    private readonly PendingBytes _frame = new();
    private Socket? _socket;
    private string? _refusal;
    private long _refusedAt;

    /// <summary>What receivers should be able to take is 2048 (RFC 5424, 6.1); rsyslog and syslog-ng take 8 KiB.</summary>
    public int LongestMessage => 8 * 1024;

    public string? Send(ReadOnlySpan<byte> message)
    {
        if (_refusal is not null && time.GetElapsedTime(_refusedAt) < RetryAfter)
            return _refusal;
        _frame.Clear();
        _frame.Append(message.Length.ToString(CultureInfo.InvariantCulture));
        _frame.Append(" ");
        _frame.Append(message);
        try
        {
            if (_socket is not null && IsClosedByPeer(_socket))
                Dispose();
            _socket ??= Connect();
            while (_frame.Length > 0)
                _frame.Consume(_socket.Send(_frame.Bytes));
            _refusal = null;
        }
        catch (SocketException exception)
        {
            Dispose();
            _refusal = $"{server} (TCP): {exception.Message}";
            _refusedAt = time.GetTimestamp();
        }
        return _refusal;
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    /// <summary>
    /// A syslog server never answers, so a readable socket is one at its end. Without this look the first message after a restart of
    /// the server would be taken by the kernel and lost.
    /// </summary>
    private static bool IsClosedByPeer(Socket socket) => socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0;

    private Socket Connect()
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { SendTimeout = SendMilliseconds };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
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
