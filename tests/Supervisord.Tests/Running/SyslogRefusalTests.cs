using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Supervisord.Running;
using Supervisord.Tests.DaemonLog;

namespace Supervisord.Tests.Running;

public sealed class SyslogRefusalTests : IDisposable
{
    private static readonly string Header =
        $"<26>Nov 20 17:12:29 supervisord[{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}]: ";
    private readonly TestDirectory _directory = new();
    private readonly SyslogRefusal _refusal;

    public SyslogRefusalTests() => _refusal = new SyslogRefusal(new ZonedTimeProvider(), _directory.File("log"));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Each_line_of_the_reason_is_a_message_as_syslog_writes_it()
    {
        using var server = SyslogSinkTests.Listen(_directory.File("log"));
        _refusal.Tell("Error: supervisor.toml:3:1: unknown key\n\nlogged before\n");
        Receive(server).ShouldBe(Header + "Error: supervisor.toml:3:1: unknown key");
        Receive(server).ShouldBe(Header + "logged before");
        server.Available.ShouldBe(0);
    }

    [Fact]
    public void Where_nobody_listens_nobody_is_told() => Should.NotThrow(() => _refusal.Tell("Error: nothing"));

    [Fact]
    public void One_that_takes_nothing_is_not_waited_for()
    {
        // Far more than the queue of a local datagram socket holds (net.unix.max_dgram_qlen).
        using var server = SyslogSinkTests.Listen(_directory.File("log"));
        _refusal.Tell(string.Concat(Enumerable.Repeat(new string('x', 4000) + "\n", 5000)));
        Receive(server).ShouldStartWith(Header + "xxx");
    }

    private static string Receive(Socket server)
    {
        var message = new byte[8192];
        return Encoding.UTF8.GetString(message, 0, server.Receive(message));
    }
}
