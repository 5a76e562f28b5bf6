using System.Net;
using System.Net.Sockets;
using Supervisorctl.Tests.Surroundings;

namespace Supervisorctl.Tests;

/// <summary>Servers that are not there, or not what they should be.</summary>
public sealed class ServerFaultTests
{
    private const string Missing = "unix:///nonexistent/s.sock";

    [Theory]
    [InlineData("status", 4)]
    [InlineData("start all", 7)]
    [InlineData("version", 7)]
    [InlineData("pid", 7)]
    public void Without_a_socket_file_the_check_says_so(string line, int status) =>
        ShouldPrint(Missing, line, $"{Missing} no such file\n", status);

    [Theory]
    [InlineData("reread")]
    [InlineData("update")]
    [InlineData("add x")]
    [InlineData("remove x")]
    [InlineData("avail")]
    [InlineData("reload")]
    public void Actions_without_a_check_print_the_error(string line) =>
        ShouldPrint(
            Missing,
            line,
            "error: <class 'FileNotFoundError'>, [Errno 2] No such file or directory: file: supervisorctl line: 0\n",
            1
        );

    [Fact]
    public void A_shutdown_of_nothing_is_told_as_such() =>
        ShouldPrint(Missing, "shutdown", $"ERROR: {Missing} no such file (already shut down?)\n", 1);

    [Theory]
    [InlineData("status", "{0} refused connection\n", 4)]
    [InlineData("stop all", "{0} refused connection\n", 4)]
    [InlineData("shutdown", "ERROR: {0} refused connection (already shut down?)\n", 1)]
    [InlineData("avail", "error: <class 'ConnectionRefusedError'>, [Errno 111] Connection refused: file: supervisorctl line: 0\n", 1)]
    public void A_port_without_a_server_refuses(string line, string output, int status)
    {
        // Bound and not listening: nobody else gets this port while the test runs.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var url = $"http://127.0.0.1:{((IPEndPoint)socket.LocalEndPoint!).Port}";
        ShouldPrint(url, line, output.Replace("{0}", url, StringComparison.Ordinal), status);
    }

    [Fact]
    public void Another_api_version_is_refused()
    {
        using var server = new FakeServer(_ => FakeServer.Value("<string>4.0</string>"));
        ShouldPrint(
            server.Url,
            "version",
            "Sorry, this version of supervisorctl expects to talk to a server with API version 3.0, but the remote version is 4.0.\n",
            5
        );
    }

    [Fact]
    public void A_server_without_the_namespace_is_told()
    {
        using var server = new FakeServer(_ => FakeServer.Value(FakeServer.Fault(1, "UNKNOWN_METHOD")));
        using var run = new ControlRun(server.Url);
        run.Run("start x").ShouldBe(3);
        run.Output.Text.ShouldStartWith("Sorry, supervisord responded but did not recognize the supervisor namespace commands");
    }

    [Theory]
    [InlineData("status")]
    [InlineData("stop cat")]
    [InlineData("avail")]
    public void A_server_that_wants_a_password_ends_a_single_action(string line)
    {
        using var server = new FakeServer(_ => FakeServer.Answer(401, "Unauthorized", "text/html", ""));
        ShouldPrint(
            server.Url,
            line,
            "Server requires authentication\nerror: <class 'xmlrpc.client.ProtocolError'>, "
                + "<ProtocolError for 127.0.0.1/RPC2: 401 Unauthorized>: file: supervisorctl line: 0\n",
            1
        );
    }

    [Fact]
    public void A_shell_asks_for_the_password_until_it_is_right()
    {
        using var server = new FakeServer(request =>
            request.Head.Contains("Authorization: Basic dTpw\r\n", StringComparison.Ordinal)
                ? FakeServer.Value(request.RpcMethod == "getVersion" ? "<string>3.0</string>" : "<string>1.2.3</string>")
                : FakeServer.Answer(401, "Unauthorized", "text/html", "")
        );
        using var run = new ControlRun(server.Url, isInteractive: true, answers: ["u", "wrong", "u", "p"]);
        run.Run("version");
        run.Output.Text.ShouldBe("Server requires authentication\nUsername:\nServer requires authentication\nUsername:\n1.2.3\n");
    }

    [Theory]
    [InlineData("start x", "error: <class 'ValueError'>, Unknown result code 6 for x: file: supervisorctl line: 0\n", 1)]
    [InlineData("start all", "error: <class 'xmlrpc.client.Fault'>, <Fault 6: 'SHUTDOWN_STATE'>: file: supervisorctl line: 0\n", 1)]
    [InlineData("avail", "ERROR: supervisor shutting down\n", 1)]
    [InlineData("reread", "ERROR: supervisor shutting down\n", 1)]
    [InlineData("update", "ERROR: already shutting down\n", 1)]
    [InlineData("add x", "ERROR: shutting down\n", 1)]
    [InlineData("shutdown", "ERROR: already shutting down\n", 0)]
    [InlineData("reload", "ERROR: already shutting down\n", 1)]
    public void A_daemon_that_is_ending_says_so(string line, string output, int status)
    {
        using var server = FakeServer.OfRpc(_ => FakeServer.Fault(6, "SHUTDOWN_STATE"));
        ShouldPrint(server.Url, line, output, status);
    }

    [Theory]
    [InlineData("start x", 20, "x: ERROR (no such file)\n", 1)]
    [InlineData("start x", 21, "x: ERROR (file is not executable)\n", 1)]
    [InlineData("start x", 40, "x: ERROR (abnormal termination)\n", 7)]
    [InlineData("start x", 50, "x: ERROR (spawn error)\n", 7)]
    [InlineData("start x", 60, "x: ERROR (already started)\n", 0)]
    [InlineData("stop x", 30, "FAULT\n", 1)]
    [InlineData("stop x", 70, "x: ERROR (not running)\n", 0)]
    [InlineData("signal HUP x", 70, "x: ERROR (not running)\n", 7)]
    [InlineData("signal HUP x", 11, "x: ERROR (bad signal name)\n", 1)]
    [InlineData("clear x", 30, "x: ERROR (failed)\n", 1)]
    [InlineData("tail x", 20, "x: ERROR (no log file)\n", 1)]
    [InlineData("tail x", 30, "x: ERROR (unknown error reading log)\n", 1)]
    [InlineData("maintail", 20, "supervisord: ERROR (no log file)\n", 1)]
    public void Faults_have_their_lines(string line, int fault, string output, int status)
    {
        using var server = FakeServer.OfRpc(_ => FakeServer.Fault(fault, "FAULT"));
        ShouldPrint(server.Url, line, output, status);
    }

    private static void ShouldPrint(string url, string line, string output, int status)
    {
        using var run = new ControlRun(url);
        run.Run(line).ShouldBe(status);
        run.Output.Text.ShouldBe(output);
    }
}
