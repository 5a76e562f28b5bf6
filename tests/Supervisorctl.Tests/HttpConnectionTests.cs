using System.Text;
using Supervisorctl.Connection;
using Supervisorctl.Tests.Surroundings;

namespace Supervisorctl.Tests;

public sealed class HttpConnectionTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\nTrailer: x\r\n\r\n")]
    [InlineData("HTTP/1.0 200 OK\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\nConnection: close\n\nhello")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length:5\r\n\r\nhello")]
    public void Content_is_read_however_it_is_sent(string answer)
    {
        using var server = new FakeServer(_ => answer);
        Text(Ask(server)).ShouldBe("hello");
    }

    [Fact]
    public void A_connection_is_kept_for_the_next_request()
    {
        using var server = new FakeServer(request => FakeServer.Ok("text/plain", request.Path));
        using var connection = new HttpConnection(ServerAddress.Parse(server.Url));
        Text(connection.Ask("GET", "/a", null, null, [])).ShouldBe("/a");
        Text(connection.Ask("GET", "/b", null, null, [])).ShouldBe("/b");
        server.ConnectionCount.ShouldBe(1);
    }

    [Fact]
    public void A_connection_that_the_server_let_go_of_is_made_anew()
    {
        using var server = new FakeServer(request => $"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{request.Path}");
        using var connection = new HttpConnection(ServerAddress.Parse(server.Url));
        Text(connection.Ask("GET", "/a", null, null, [])).ShouldBe("/a");
        Text(connection.Ask("GET", "/b", null, null, [])).ShouldBe("/b");
        server.ConnectionCount.ShouldBe(2);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void What_changes_nothing_is_asked_once_more_where_no_answer_has_begun(int unanswered, bool isAnswered)
    {
        var asked = 0;
        using var server = new FakeServer(_ => Interlocked.Increment(ref asked) <= unanswered ? "" : FakeServer.Ok("text/plain", "hello"));
        using var connection = new HttpConnection(ServerAddress.Parse(server.Url));
        if (isAnswered)
            Text(connection.Ask("GET", "/", null, null, [], changesNothing: true)).ShouldBe("hello");
        else
            Should.Throw<ConnectionException>(() => connection.Ask("GET", "/", null, null, [], changesNothing: true)).IsLoss.ShouldBeTrue();
        asked.ShouldBe(2);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("HTTP/1.1 200 OK\r\n", true)]
    [InlineData("HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nhello", true)]
    public void What_changes_something_or_is_half_answered_is_asked_once(string answer, bool changesNothing)
    {
        var asked = 0;
        using var server = new FakeServer(_ =>
        {
            Interlocked.Increment(ref asked);
            return answer;
        });
        using var connection = new HttpConnection(ServerAddress.Parse(server.Url));
        Should.Throw<ConnectionException>(() => connection.Ask("POST", "/", null, null, [], changesNothing));
        asked.ShouldBe(1);
    }

    [Theory]
    [InlineData("version", 3)]
    [InlineData("shutdown", 1)]
    public void Calls_that_read_are_asked_once_more_and_others_are_not(string line, int calls)
    {
        var asked = 0;
        using var server = new FakeServer(_ => Interlocked.Increment(ref asked) == 1 ? "" : FakeServer.Value("<string>3.0</string>"));
        using var run = new ControlRun(server.Url);
        run.Run(line);
        asked.ShouldBe(calls);
    }

    [Fact]
    public void Large_content_in_many_chunks_arrives_whole()
    {
        var chunk = new string('x', 10_000);
        var text = new StringBuilder("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (var count = 0; count < 100; count++)
            text.Append("2710\r\n").Append(chunk).Append("\r\n");
        using var server = new FakeServer(_ => text + "0\r\n\r\n");
        Ask(server).Body.Length.ShouldBe(1_000_000);
    }

    [Theory]
    [InlineData("", "http.client.RemoteDisconnected")]
    [InlineData("nonsense\r\n\r\n", "http.client.BadStatusLine")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 50\r\nConnection: close\r\n\r\nhello", "http.client.RemoteDisconnected")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", "http.client.BadStatusLine")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "http.client.BadStatusLine")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "http.client.BadStatusLine")]
    public void What_is_no_answer_is_told(string answer, string className)
    {
        // The fake server closes behind an answer without a length.
        using var server = new FakeServer(_ => answer.Replace("Content-Length: 50", "content-length: 50", StringComparison.Ordinal));
        Should.Throw<ConnectionException>(() => Ask(server)).ClassName.ShouldBe(className);
    }

    [Fact]
    public void Credentials_are_sent_as_basic_authentication()
    {
        using var server = new FakeServer(_ => FakeServer.Ok("text/plain", ""));
        using var connection = new HttpConnection(ServerAddress.Parse(server.Url));
        connection.Ask("GET", "/", new Credentials("Aladdin", "open sesame"), null, []);
        server.Requests[0].Head.ShouldContain("\r\nAuthorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n");
    }

    [Theory]
    [InlineData("http://example.org", "example.org", 80)]
    [InlineData("http://example.org:9001", "example.org", 9001)]
    [InlineData("http://example.org:9001/x?y", "example.org", 9001)]
    [InlineData("http://u:p@example.org:1", "example.org", 1)]
    [InlineData("http://[::1]:9001", "::1", 9001)]
    [InlineData("http://[::1]", "::1", 80)]
    public void A_url_is_taken_apart(string url, string host, int port) =>
        ServerAddress.Parse(url).ShouldBe(new ServerAddress(url, null, host, port));

    [Fact]
    public void A_socket_is_a_path() => ServerAddress.Parse("unix:///run/s.sock").SocketPath.ShouldBe("/run/s.sock");

    [Theory]
    [InlineData("foo://bar")]
    [InlineData("http://host:port")]
    [InlineData("http://host:70000")]
    public void Another_scheme_is_unknown(string url) =>
        Should
            .Throw<ConnectionException>(() => ServerAddress.Parse(url))
            .Line.ShouldBe($"error: <class 'ValueError'>, Unknown protocol for serverurl {url}: file: supervisorctl line: 0");

    [Fact]
    public void A_server_on_a_port_is_reached_too()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        var serving = new Thread(() =>
        {
            using var client = listener.AcceptTcpClient();
            using var stream = client.GetStream();
            _ = stream.Read(new byte[4096]);
            stream.Write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"u8);
        });
        serving.Start();
        using var connection = new HttpConnection(ServerAddress.Parse($"http://localhost:{port}"));
        Text(connection.Ask("GET", "/", null, null, [])).ShouldBe("hello");
        serving.Join();
    }

    private static HttpAnswer Ask(FakeServer server)
    {
        using var connection = new HttpConnection(ServerAddress.Parse(server.Url));
        return connection.Ask("GET", "/", null, null, []);
    }

    private static string Text(HttpAnswer answer) => Encoding.UTF8.GetString(answer.Body);
}
