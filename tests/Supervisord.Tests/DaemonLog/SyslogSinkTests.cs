using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Serilog.Events;
using Supervisor.Configuration.Settings;
using Supervisord.DaemonLog.Syslog;

namespace Supervisord.Tests.DaemonLog;

public sealed class SyslogSinkTests : IDisposable
{
    private const int Daemon = 3;
    private const int LocalLimit = 8 * 1024;
    private static readonly string Source = $" supervisord[{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}]: ";
    private readonly TestDirectory _directory = new();
    private readonly FailureRecorder _failures = new();
    private readonly string _path;

    public SyslogSinkTests() => _path = _directory.File("log");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_local_socket_gets_what_syslog_of_the_C_library_writes()
    {
        using var server = Listen();
        using var sink = CreateLocal();
        sink.Emit(TestLog.Line("spawned: 'web' with pid 42"));
        Receive(server).ShouldBe($"<30>Nov 20 17:12:29{Source}{TestLog.InfoPrefix}spawned: 'web' with pid 42");
    }

    [Fact]
    public void The_day_of_the_month_is_padded_with_a_blank()
    {
        using var server = Listen();
        using var sink = CreateLocal();
        var line = TestLog.Line("x");
        sink.Emit(new LogEvent(new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero), line.Level, null, line.MessageTemplate, []));
        Receive(server).ShouldStartWith("<30>Feb  3 05:05:06 supervisord[");
    }

    [Theory]
    [InlineData(LogEventLevel.Fatal, 26)]
    [InlineData(LogEventLevel.Error, 27)]
    [InlineData(LogEventLevel.Warning, 28)]
    [InlineData(LogEventLevel.Information, 30)]
    [InlineData(LogEventLevel.Debug, 31)]
    [InlineData(LogEventLevel.Verbose, 31)]
    public void Levels_become_severities(LogEventLevel level, int priority)
    {
        using var server = Listen();
        using var sink = CreateLocal();
        sink.Emit(TestLog.Line("x", level));
        Receive(server).ShouldStartWith($"<{priority}>Nov");
    }

    [Fact]
    public void Each_line_of_a_message_is_a_message()
    {
        using var server = Listen();
        using var sink = CreateLocal();
        sink.Emit(TestLog.Line("one\n\ntwo\r\n"));
        Receive(server).ShouldEndWith(Source + TestLog.InfoPrefix + "one");
        Receive(server).ShouldEndWith(Source + TestLog.InfoPrefix + "two");
        server.Available.ShouldBe(0);
    }

    [Fact]
    public void A_long_line_goes_on_in_the_next_message_and_no_character_is_cut()
    {
        using var server = Listen();
        using var sink = CreateLocal();
        var text = "a" + string.Concat(Enumerable.Repeat("äöü€", 2500));
        sink.Emit(TestLog.Line(text));
        var received = new StringBuilder();
        while (server.Available > 0)
        {
            var message = Receive(server);
            Encoding.UTF8.GetByteCount(message).ShouldBeLessThanOrEqualTo(LocalLimit);
            received.Append(message[(message.IndexOf("]: ", StringComparison.Ordinal) + 3)..]);
        }
        received.ToString().ShouldBe(TestLog.InfoPrefix + text);
    }

    [Fact]
    public void A_line_of_a_program_has_the_program_before_it()
    {
        using var server = Listen();
        using var sink = CreateLocal();
        sink.Write("web", "hello\0world\r"u8);
        Receive(server).ShouldBe($"<30>Nov 20 17:12:29{Source}web hello world");
    }

    [Fact]
    public void A_restarted_local_server_is_found_again()
    {
        using var sink = CreateLocal();
        using (var first = Listen())
        {
            sink.Emit(TestLog.Line("one"));
            Receive(first).ShouldEndWith(" one");
        }
        File.Delete(_path);
        using var second = Listen();
        sink.Emit(TestLog.Line("two"));
        Receive(second).ShouldEndWith(" two");
        _failures.Reports.ShouldBeEmpty();
    }

    [Fact]
    public void Without_a_server_it_is_told_once_and_the_next_one_learns_what_is_missing()
    {
        using var sink = CreateLocal();
        for (var number = 0; number < 3; number++)
            sink.Emit(TestLog.Line("lost"));
        _failures.Reports.Count.ShouldBe(1);
        _failures.Reports[0].ShouldBe($"could not write to syslog at {_path}: No such file or directory (ENOENT)");

        using var server = Listen();
        sink.Emit(TestLog.Line("found"));
        Receive(server).ShouldEndWith(" found");
        var notice = Receive(server);
        notice.ShouldStartWith("<28>");
        notice.ShouldEndWith(" WARN 3 log lines are missing here: syslog did not take them");
    }

    [Fact]
    public void A_datagram_of_RFC_5424_goes_to_a_remote_server()
    {
        using var server = new Socket(SocketType.Dgram, ProtocolType.Udp);
        server.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var sink = CreateRemote(server, SyslogTransport.Udp, facility: 16);
        sink.Emit(TestLog.Line("spawned: 'web' with pid 42", LogEventLevel.Error));
        Receive(server)
            .ShouldBe(
                $"<131>1 2026-11-20T17:12:29.123000+01:00 {Environment.MachineName} supervisord {Environment.ProcessId} - - "
                    + "2026-11-20 17:12:29,123 ERRO spawned: 'web' with pid 42"
            );
    }

    [Fact]
    public void A_closed_UDP_port_does_not_cost_the_messages_after_it()
    {
        IPEndPoint address;
        using (var unused = new Socket(SocketType.Dgram, ProtocolType.Udp))
        {
            unused.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            address = (IPEndPoint)unused.LocalEndPoint!;
        }
        using var sink = CreateRemote(address, SyslogTransport.Udp);
        sink.Emit(TestLog.Line("nobody"));
        sink.Emit(TestLog.Line("nobody"));
        using var server = new Socket(SocketType.Dgram, ProtocolType.Udp);
        server.Bind(address);
        sink.Emit(TestLog.Line("somebody"));
        Receive(server).ShouldEndWith(" somebody");
        _failures.Reports.ShouldBeEmpty();
    }

    [Fact]
    public void A_stream_counts_octets_and_survives_a_restart_of_the_server()
    {
        using var sink = StartStream(out var address);
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(address);
        listener.Listen();
        sink.Emit(TestLog.Line("one\ntwö"));
        using (var first = listener.Accept())
        {
            ReceiveFrame(first).ShouldEndWith(TestLog.InfoPrefix + "one");
            ReceiveFrame(first).ShouldEndWith(TestLog.InfoPrefix + "twö");
        }
        sink.Emit(TestLog.Line("three"));
        using var second = listener.Accept();
        ReceiveFrame(second).ShouldEndWith(TestLog.InfoPrefix + "three");
        _failures.Reports.ShouldBeEmpty();
    }

    [Fact]
    public void A_stream_that_is_refused_is_told_once()
    {
        using var sink = StartStream(out var address);
        sink.Emit(TestLog.Line("lost"));
        sink.Emit(TestLog.Line("lost"));
        _failures.Reports.Count.ShouldBe(1);
        _failures.Reports[0].ShouldStartWith($"could not write to syslog at {address} (TCP): ");
    }

    [Fact]
    public void A_redirected_sink_writes_to_the_new_place()
    {
        using var server = Listen();
        using var sink = new SyslogSink(
            TestLog.LocalSyslog(_directory.File("none")),
            TestLog.Formatter,
            new ZonedTimeProvider(),
            _failures
        );
        sink.Redirect(new SyslogSettings(4, "other", new SyslogTarget.LocalSocket(_path)));
        sink.Emit(TestLog.Line("here"));
        Receive(server).ShouldStartWith("<38>Nov 20 17:12:29 other[");
    }

    private Socket Listen() => Listen(_path);

    internal static Socket Listen(string path)
    {
        var server = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        server.Bind(new UnixDomainSocketEndPoint(path));
        return server;
    }

    internal static string Receive(Socket server)
    {
        var buffer = new byte[64 * 1024];
        return Encoding.UTF8.GetString(buffer, 0, server.Receive(buffer));
    }

    private static string ReceiveFrame(Socket client)
    {
        using var stream = new NetworkStream(client, ownsSocket: false);
        var length = 0;
        for (var digit = stream.ReadByte(); digit != ' '; digit = stream.ReadByte())
            length = (length * 10) + digit - '0';
        var message = new byte[length];
        stream.ReadExactly(message);
        return Encoding.UTF8.GetString(message);
    }

    private SyslogSink CreateLocal() => new(TestLog.LocalSyslog(_path), TestLog.Formatter, new ZonedTimeProvider(), _failures);

    private SyslogSink CreateRemote(Socket server, SyslogTransport transport, int facility = Daemon) =>
        CreateRemote((IPEndPoint)server.LocalEndPoint!, transport, facility);

    private SyslogSink CreateRemote(IPEndPoint address, SyslogTransport transport, int facility = Daemon) =>
        new(
            new SyslogSettings(
                facility,
                "supervisord",
                new SyslogTarget.Remote(
                    "localhost",
                    address.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.Loopback : address.Address,
                    address.Port,
                    transport
                )
            ),
            TestLog.Formatter,
            new ZonedTimeProvider(),
            _failures
        );

    /// <summary>A sink whose server does not listen yet.</summary>
    private SyslogSink StartStream(out IPEndPoint address)
    {
        using var unused = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        unused.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        address = (IPEndPoint)unused.LocalEndPoint!;
        return CreateRemote(address, SyslogTransport.Tcp);
    }
}
