using Supervisorctl.Tests.Surroundings;

namespace Supervisorctl.Tests;

public sealed class StreamTests
{
    private const string Notice = "==> Press Ctrl-C to exit <==\n";
    private const string Hello = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n";

    [Theory]
    [InlineData("tail -f web", "/logtail/web/stdout")]
    [InlineData("tail -f grp:web stderr", "/logtail/grp:web/stderr")]
    [InlineData("tail -f a/b?c", "/logtail/a%2Fb%3Fc/stdout")]
    [InlineData("maintail -f", "/mainlogtail")]
    public void A_log_is_printed_as_it_comes(string line, string path)
    {
        using var server = new FakeServer(request => request.Path == "/RPC2" ? FakeServer.Value("<string>3.0</string>") : Hello);
        using var run = new ControlRun(server.Url);
        run.Run(line).ShouldBe(0);
        run.Output.Text.ShouldBe(Notice + "hello");
        server.Requests[^1].Path.ShouldBe(path);
    }

    [Fact]
    public void A_stream_that_breaks_off_is_told()
    {
        using var server = new FakeServer(request =>
            request.Path == "/RPC2"
                ? FakeServer.Value("<string>3.0</string>")
                : "HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n3\r\nhel\r\n"
        );
        using var run = new ControlRun(server.Url);
        run.Run("tail -f web").ShouldBe(1);
        run.Output.Text.ShouldBe(Notice + "hel");
        run.Errors.Text.ShouldStartWith($"{server.Url}/logtail/web/stdout Cannot connect, error: ");
    }

    [Fact]
    public void What_is_typed_goes_to_the_process_until_the_input_ends()
    {
        using var server = Foreground(static _ => 20);
        using var run = new ControlRun(server.Url, answers: ["one", "two & three"]);
        run.Run("fg web").ShouldBe(0);
        run.Output.Text.ShouldStartWith(Notice);
        run.Output.Lines[^1].ShouldEndWith("Exiting foreground");
        server
            .Requests.Where(request => request.Path == "/RPC2" && request.RpcMethod == "sendProcessStdin")
            .Select(request => request.Body.Split("<string>")[2].Split("</string>")[0])
            .ShouldBe(["one\n", "two &amp; three\n"]);
    }

    [Fact]
    public void A_process_that_ends_ends_the_foreground()
    {
        using var server = Foreground(static calls => calls > 1 ? 100 : 20);
        using var run = new ControlRun(server.Url, answers: ["one", "two"]);
        run.Run("fg web").ShouldBe(0);
        run.Output.Lines.ShouldContain(line => line.EndsWith("Process got killed", StringComparison.Ordinal));
        run.Output.Lines[^1].ShouldEndWith("Exiting foreground");
    }

    /// <param name="stateAt">The state of the process at the so manyeth time that it is asked for.</param>
    private static FakeServer Foreground(Func<int, int> stateAt)
    {
        var calls = 0;
        return new FakeServer(request =>
            request.Path != "/RPC2" ? Hello
            : request.RpcMethod == "getVersion" ? FakeServer.Value("<string>3.0</string>")
            : request.RpcMethod == "getProcessInfo" ? FakeServer.Value(State(stateAt(++calls)))
            : FakeServer.Value("<boolean>1</boolean>")
        );
    }

    private static string State(int state) => $"<struct><member><name>state</name><value><int>{state}</int></value></member></struct>";
}
