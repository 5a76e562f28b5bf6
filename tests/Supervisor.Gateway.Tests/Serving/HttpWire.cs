using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Supervisor.Gateway.Tests.Serving;

/// <summary>A connection that sends and receives exactly what a test says, in Latin-1.</summary>
internal sealed class HttpWire : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Socket _socket;
    private readonly List<byte> _received = [];

    private HttpWire(Socket socket) => _socket = socket;

    public static HttpWire To(EndPoint address)
    {
        var isLocal = address is UnixDomainSocketEndPoint;
        var socket = new Socket(address.AddressFamily, SocketType.Stream, isLocal ? ProtocolType.Unspecified : ProtocolType.Tcp)
        {
            ReceiveTimeout = (int)Patience.TotalMilliseconds,
            SendTimeout = (int)Patience.TotalMilliseconds,
        };
        socket.Connect(address);
        return new HttpWire(socket);
    }

    public void Send(string text) => Send(Encoding.Latin1.GetBytes(text));

    public void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[_socket.Send(bytes)..];
    }

    /// <summary>False once the other side has closed, or the sending has failed because of that.</summary>
    public bool TrySend(string text)
    {
        try
        {
            Send(text);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Sends the request and takes its answer.</summary>
    public HttpAnswer Ask(string request)
    {
        Send(request);
        return Take(request.StartsWith("HEAD ", StringComparison.Ordinal));
    }

    public HttpAnswer Get(string target, string headers = "") => Ask($"GET {target} HTTP/1.1\r\nHost: x\r\n{headers}\r\n");

    /// <summary>Takes an answer with a length, or without one up to the end of the connection.</summary>
    public HttpAnswer Take(bool isHead = false)
    {
        var head = TakeHead();
        if (isHead || head.Status is 204 or 304)
            return head;
        if (head.Header("Content-Length") is { } length)
            return head with { Body = TakeText(int.Parse(length, CultureInfo.InvariantCulture)) };
        var body = new StringBuilder();
        if (head.Header("Transfer-Encoding") is "chunked")
        {
            while (TakeChunk() is { Length: > 0 } chunk)
                body.Append(chunk);
        }
        else
        {
            body.Append(TakeRest());
        }
        return head with { Body = body.ToString() };
    }

    public HttpAnswer TakeHead()
    {
        var text = TakeUntil("\r\n\r\n");
        var lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines[1..].Select(line => line.Split(": ", 2)).Select(parts => (parts[0], parts[1])).ToArray();
        return new HttpAnswer(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), lines[0], headers, "");
    }

    /// <summary>One chunk of a chunked body; "" for the last.</summary>
    public string TakeChunk()
    {
        var size = int.Parse(TakeUntil("\r\n").TrimEnd(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var chunk = TakeText(size);
        TakeUntil("\r\n").ShouldBe("\r\n");
        return chunk;
    }

    public string TakeText(int length)
    {
        while (_received.Count < length)
            Receive().ShouldBeTrue("the connection has ended in the middle");
        return TakeReceived(length);
    }

    public string TakeUntil(string end)
    {
        while (true)
        {
            var text = Encoding.Latin1.GetString([.. _received]);
            var found = text.IndexOf(end, StringComparison.Ordinal);
            if (found >= 0)
                return TakeReceived(found + end.Length);
            Receive().ShouldBeTrue($"the connection has ended after <{text}>");
        }
    }

    /// <summary>Everything up to the end of the connection, in order or not.</summary>
    public string TakeRest()
    {
        while (Receive()) { }
        return TakeReceived(_received.Count);
    }

    public void Dispose() => _socket.Dispose();

    private string TakeReceived(int length)
    {
        var text = Encoding.Latin1.GetString([.. _received.Take(length)]);
        _received.RemoveRange(0, length);
        return text;
    }

    private bool Receive()
    {
        var buffer = new byte[64 * 1024];
        try
        {
            var count = _socket.Receive(buffer);
            _received.AddRange(buffer.AsSpan(0, count));
            return count > 0;
        }
        catch (SocketException failure) when (failure.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionAborted)
        {
            return false;
        }
    }
}
