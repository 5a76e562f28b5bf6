using System.Globalization;
using System.Text;
using Supervisor.Posix;

namespace Supervisorctl.Connection;

/// <summary>
/// HTTP/1.1 (RFC 9112) with one server, one request after the other over a connection that is kept. It is not HttpClient because that costs
/// more time to load than everything else that this program does.
/// </summary>
internal sealed class HttpConnection(ServerAddress address) : IDisposable
{
    private ClientSocket? _socket;
    private HttpReader? _reader;
    private readonly Lock _ending = new();
    private bool _isShutDown;
    private bool _hasAnswerBegun;

    /// <summary>
    /// Sends a request and waits for all of the answer, for as long as that takes. A server may let go of a connection at the moment at which
    /// the next request is sent (RFC 9112, 9.3.1): where nothing of an answer has come, one that changes nothing is sent once more.
    /// </summary>
    /// <param name="changesNothing">Whether it does no harm that the server is asked twice.</param>
    /// <exception cref="ConnectionException">The server cannot be reached or has gone.</exception>
    public HttpAnswer Ask(
        string method,
        string path,
        Credentials? credentials,
        string? contentType,
        ReadOnlySpan<byte> body,
        bool changesNothing = false
    )
    {
        try
        {
            Send(method, path, credentials, contentType, body);
            return Receive();
        }
        catch (ConnectionException failure) when (changesNothing && failure.IsLoss && !_hasAnswerBegun && !IsShutDown())
        {
            Send(method, path, credentials, contentType, body);
            return Receive();
        }
    }

    /// <summary>Sends a request whose answer is taken by <see cref="Receive"/>.</summary>
    public void Send(string method, string path, Credentials? credentials, string? contentType, ReadOnlySpan<byte> body)
    {
        _hasAnswerBegun = false;
        var socket = Open();
        var head = Encoding.UTF8.GetBytes(Head(method, path, credentials, contentType, body.Length));
        var message = new byte[head.Length + body.Length];
        head.CopyTo(message, 0);
        body.CopyTo(message.AsSpan(head.Length));
        var errno = socket.SendAll(message);
        if (errno == 0)
            return;
        // A server that refuses a request early may have answered before it closed: Receive tells.
        if (errno != Errno.EPIPE)
            throw Failed(ConnectionException.Of(errno));
    }

    public HttpAnswer Receive()
    {
        var reader = _reader!;
        try
        {
            var head = reader.ReadHead();
            var answer = new HttpAnswer(head.Status, head.Reason, head.ContentType, reader.ReadBody(head));
            if (!head.IsKept)
                Close();
            return answer;
        }
        catch (ConnectionException)
        {
            _hasAnswerBegun = reader.HasBegun;
            Close();
            throw;
        }
    }

    /// <summary>Sends a GET and hands the content on as it comes, until the server ends it or somebody calls <see cref="Shutdown"/>.</summary>
    /// <param name="take">Is given the content's bytes.</param>
    /// <returns>The status; nothing is handed on unless it is 200.</returns>
    public int Follow(string path, Credentials? credentials, Action<ReadOnlySpan<byte>> take)
    {
        const int Success = 200;
        try
        {
            Send("GET", path, credentials, null, []);
            var reader = _reader!;
            var head = reader.ReadHead();
            if (head.Status == Success)
                reader.ReadContinuously(head, take);
            return head.Status;
        }
        catch (ConnectionException) when (IsShutDown())
        {
            // It was to end here, wherever that is.
            return Success;
        }
        finally
        {
            Close();
        }
    }

    /// <summary>Ends what another thread waits for.</summary>
    public void Shutdown()
    {
        lock (_ending)
        {
            _isShutDown = true;
            _socket?.Shutdown();
        }
    }

    public void Dispose() => Close();

    private ClientSocket Open()
    {
        // What can be read now, before anything has been asked, is the end of the connection: the server let go of it while it was idle.
        if (_socket is { } open && !open.HasInput())
            return open;
        Close();
        var socket = ServerConnector.Connect(address);
        _reader = new HttpReader(socket);
        lock (_ending)
        {
            _socket = socket;
            if (_isShutDown)
                socket.Shutdown();
        }
        return socket;
    }

    private bool IsShutDown()
    {
        lock (_ending)
            return _isShutDown;
    }

    private ConnectionException Failed(ConnectionException failure)
    {
        Close();
        return failure;
    }

    private void Close()
    {
        lock (_ending)
        {
            _socket?.Dispose();
            _socket = null;
        }
        _reader = null;
    }

    private string Head(string method, string path, Credentials? credentials, string? contentType, int length)
    {
        var head = new StringBuilder(256);
        head.Append(method).Append(' ').Append(path).Append(" HTTP/1.1\r\nHost: ").Append(address.HostHeader);
        head.Append("\r\nUser-Agent: supervisorctl\r\nAccept: */*\r\n");
        if (credentials is not null)
            head.Append("Authorization: ").Append(credentials.HeaderValue).Append("\r\n");
        if (contentType is not null)
        {
            head.Append("Content-Type: ").Append(contentType).Append("\r\nContent-Length: ");
            head.Append(length.ToString(CultureInfo.InvariantCulture)).Append("\r\n");
        }
        return head.Append("\r\n").ToString();
    }
}
