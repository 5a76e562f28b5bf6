using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Supervisor.EndToEnd.Tests.Abuse;

/// <summary>A connection that sends and takes exactly what a test says, in Latin-1. The time it waits is for a busy machine.</summary>
internal sealed class RawConnection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly Socket _socket;
    private readonly StringBuilder _received = new();

    private RawConnection(Socket socket) => _socket = socket;

    public static RawConnection To(EndPoint address)
    {
        var isLocal = address.AddressFamily == AddressFamily.Unix;
        var socket = new Socket(address.AddressFamily, SocketType.Stream, isLocal ? ProtocolType.Unspecified : ProtocolType.Tcp)
        {
            ReceiveTimeout = (int)Patience.TotalMilliseconds,
        };
        socket.Connect(address);
        return new RawConnection(socket);
    }

    /// <summary>Nothing has come, and it has not been closed.</summary>
    public bool IsSilent => !_socket.Poll(0, SelectMode.SelectRead);

    /// <summary>Nothing has come but what was taken.</summary>
    public bool HasNothing => _received.Length == 0;

    /// <summary>The other side has closed it, whether or not something came before that.</summary>
    public bool IsClosed
    {
        get
        {
            while (_socket.Poll(0, SelectMode.SelectRead))
            {
                if (!Receive())
                    return true;
            }
            return false;
        }
    }

    public void Send(string text) => Send(Encoding.Latin1.GetBytes(text));

    /// <summary>Sends all of it, or as much as the other side takes before it closes.</summary>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty)
                bytes = bytes[_socket.Send(bytes)..];
        }
        catch (SocketException failure) when (IsEnd(failure) || failure.SocketErrorCode == SocketError.TimedOut)
        {
            // Why is in what can still be received, if anything. The framework says TimedOut of a send that was cut off in its middle, and
            // no time was set for it.
        }
    }

    /// <summary>One answer that has a length, with its head.</summary>
    public string TakeAnswer()
    {
        const string Label = "\r\nContent-Length: ";
        var head = TakeHead();
        var start = head.IndexOf(Label, StringComparison.OrdinalIgnoreCase);
        start.ShouldBeGreaterThan(0, head);
        start += Label.Length;
        var length = int.Parse(head[start..head.IndexOf('\r', start)], CultureInfo.InvariantCulture);
        return head + Take(length);
    }

    /// <summary>The head of one answer, with the empty line.</summary>
    public string TakeHead()
    {
        const string End = "\r\n\r\n";
        int end;
        var searched = 0;
        while ((end = _received.ToString(searched, _received.Length - searched).IndexOf(End, StringComparison.Ordinal)) < 0)
        {
            searched = Math.Max(0, _received.Length - End.Length);
            ReceiveMore();
        }
        return Take(searched + end + End.Length);
    }

    /// <summary>A line, without its end.</summary>
    public string TakeLine()
    {
        const string End = "\r\n";
        int end;
        while ((end = _received.ToString().IndexOf(End, StringComparison.Ordinal)) < 0)
            ReceiveMore();
        return Take(end + End.Length)[..end];
    }

    /// <summary>One answer that has a length, or null when the connection is closed before its end.</summary>
    public string? TakeAnswerIfAny()
    {
        try
        {
            return TakeAnswer();
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }

    /// <summary>Everything up to the end of the connection.</summary>
    public string TakeRest()
    {
        while (Receive()) { }
        return Take(_received.Length);
    }

    public string Take(int length)
    {
        while (_received.Length < length)
            ReceiveMore();
        var text = _received.ToString(0, length);
        _received.Remove(0, length);
        return text;
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsEnd(SocketException failure) =>
        failure.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown;

    private void ReceiveMore()
    {
        if (!Receive())
            throw new EndOfStreamException($"the connection was closed after <{_received}>");
    }

    private bool Receive()
    {
        var buffer = new byte[64 * 1024];
        try
        {
            var count = _socket.Receive(buffer);
            _received.Append(Encoding.Latin1.GetString(buffer, 0, count));
            return count > 0;
        }
        catch (SocketException failure) when (IsEnd(failure))
        {
            return false;
        }
    }
}
