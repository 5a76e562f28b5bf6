using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;

namespace Supervisorctl.Tests.Surroundings;

/// <summary>A server on a unix socket that answers what a test wants, byte by byte.</summary>
internal sealed class FakeServer : IDisposable
{
    public const string NotFound = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nno";
    private readonly string _directory = Directory.CreateTempSubdirectory("ctl-").FullName;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly ConcurrentBag<Socket> _connections = [];
    private readonly ConcurrentQueue<FakeRequest> _requests = new();
    private readonly Func<FakeRequest, string> _answer;
    private int _connectionCount;

    /// <param name="answer">The whole answer, with its head.</param>
    public FakeServer(Func<FakeRequest, string> answer)
    {
        _answer = answer;
        Path = System.IO.Path.Combine(_directory, "s.sock");
        _listener.Bind(new UnixDomainSocketEndPoint(Path));
        _listener.Listen(64);
        Start(Accept);
    }

    public string Path { get; }

    public string Url => "unix://" + Path;

    public int ConnectionCount => Volatile.Read(ref _connectionCount);

    public IReadOnlyList<FakeRequest> Requests => [.. _requests];

    public IEnumerable<string> RpcMethods => Requests.Where(request => request.Path == "/RPC2").Select(request => request.RpcMethod);

    /// <summary>A server that knows XML-RPC alone, as the original.</summary>
    public static FakeServer OfRpc(Func<FakeRequest, string> value) =>
        new(request =>
            request.Path == "/RPC2" ? Value(request.RpcMethod == "getVersion" ? "<string>3.0</string>" : value(request)) : NotFound
        );

    /// <summary>A server with the JSON API as well.</summary>
    public static FakeServer OfBoth(Func<FakeRequest, string> value, Func<FakeRequest, string> api) =>
        new(request =>
            request.Path == "/RPC2" ? Value(request.RpcMethod == "getVersion" ? "<string>3.0</string>" : value(request)) : api(request)
        );

    /// <summary>An XML-RPC answer; a value that is a fault already stays one.</summary>
    public static string Value(string value) =>
        value.StartsWith("<fault>", StringComparison.Ordinal)
            ? Ok("text/xml", $"<?xml version='1.0'?>\n<methodResponse>\n{value}\n</methodResponse>\n")
            : Ok(
                "text/xml",
                $"<?xml version='1.0'?>\n<methodResponse>\n<params>\n<param>\n<value>{value}</value>\n</param>\n</params>\n</methodResponse>\n"
            );

    public static string Fault(int code, string text) =>
        $"<fault><value><struct><member><name>faultCode</name><value><int>{code}</int></value></member>"
        + $"<member><name>faultString</name><value><string>{text}</string></value></member></struct></value></fault>";

    public static string Json(string content) => Ok("application/json", content);

    public static string Problem(int status, string code, string detail) =>
        Answer(status, "Problem", "application/problem+json", $$"""{"status":{{status}},"code":"{{code}}","detail":"{{detail}}"}""");

    public static string Ok(string contentType, string content) => Answer(200, "OK", contentType, content);

    public static string Answer(int status, string reason, string contentType, string content) =>
        $"HTTP/1.1 {status} {reason}\r\nContent-Type: {contentType}\r\nContent-Length: {Encoding.UTF8.GetByteCount(content)}\r\n\r\n{content}";

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var connection in _connections)
            connection.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static void Start(Action act)
    {
        var thread = new Thread(() =>
        {
            try
            {
                act();
            }
            catch (Exception end) when (end is SocketException or ObjectDisposedException or IOException)
            {
                // The test is over, or the client has gone.
            }
        })
        {
            IsBackground = true,
        };
        thread.Start();
    }

    private void Accept()
    {
        while (true)
        {
            var connection = _listener.Accept();
            _connections.Add(connection);
            Interlocked.Increment(ref _connectionCount);
            Start(() => Serve(connection));
        }
    }

    private void Serve(Socket connection)
    {
        using var stream = new NetworkStream(connection, ownsSocket: true);
        while (ReadRequest(stream) is { } request)
        {
            _requests.Enqueue(request);
            var answer = _answer(request);
            stream.Write(Encoding.UTF8.GetBytes(answer));
            if (!answer.Contains("Content-Length", StringComparison.Ordinal) && !answer.Contains("chunked", StringComparison.Ordinal))
                return;
        }
    }

    private static FakeRequest? ReadRequest(NetworkStream stream)
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            var next = stream.ReadByte();
            if (next < 0)
                return null;
            head.Append((char)next);
        }
        var lines = head.ToString().Split("\r\n");
        var length = lines.FirstOrDefault(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal))?[16..];
        var body = new byte[int.Parse(length ?? "0", System.Globalization.CultureInfo.InvariantCulture)];
        stream.ReadExactly(body);
        var words = lines[0].Split(' ');
        return new FakeRequest(words[0], words[1], head.ToString(), Encoding.UTF8.GetString(body));
    }
}
