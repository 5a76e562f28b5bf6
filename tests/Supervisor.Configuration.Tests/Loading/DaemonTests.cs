using System.Net;
using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Tests.Surroundings;

namespace Supervisor.Configuration.Tests.Loading;

/// <summary>[supervisord], [syslog], [gateway], [supervisorctl] and the plugins.</summary>
public class DaemonTests
{
    [Fact]
    public void Every_key_of_the_daemon_is_read()
    {
        var daemon = Fixture
            .Settings(
                """
                [supervisord]
                logfile = "/var/log/s.log"
                logfile_maxbytes = "1MB"
                logfile_backups = 2
                loglevel = "DEBUG"
                pidfile = "/run/s.pid"
                recovery = false
                state_directory = "%(here)s/state"
                umask = "077"
                nodaemon = true
                nochdir = true
                noclose = true
                silent = true
                minfds = 100
                minprocs = 50
                nocleanup = true
                childlogdir = "/var/log"
                user = "www"
                directory = "/var"
                strip_ansi = true
                identifier = "%(host_node_name)s"
                environment = { A = "1" }
                """
            )
            .Daemon;
        daemon.LogFile.ShouldBe("/var/log/s.log");
        daemon.LogFileMaxBytes.ShouldBe(1 << 20);
        daemon.LogFileBackups.ShouldBe(2);
        daemon.LogLevel.ShouldBe(DaemonLogLevel.Debug);
        daemon.PidFile.ShouldBe("/run/s.pid");
        daemon.Recovery.ShouldBeFalse();
        daemon.StateDirectory.ShouldBe("/conf/state");
        daemon.Umask.ShouldBe(63u);
        daemon.NoDaemon.ShouldBeTrue();
        daemon.NoChangeDirectory.ShouldBeTrue();
        daemon.NoClose.ShouldBeTrue();
        daemon.Silent.ShouldBeTrue();
        daemon.MinimumDescriptors.ShouldBe(100);
        daemon.MinimumProcesses.ShouldBe(50);
        daemon.NoCleanup.ShouldBeTrue();
        daemon.ChildLogDirectory.ShouldBe("/var/log");
        daemon.User.ShouldBe(KnownUsers.Www);
        daemon.Directory.ShouldBe("/var");
        daemon.StripAnsi.ShouldBeTrue();
        daemon.Identifier.ShouldBe("host1");
        daemon.Environment["A"].ShouldBe("1");
    }

    [Theory]
    [InlineData(
        "logfile = 'none'",
        "'logfile' in [supervisord]: 'none' has a meaning only for the logs of programs; write /dev/null to keep no log"
    )]
    [InlineData("logfile = '/no/x'", "'logfile' in [supervisord]: The directory named as part of the path /no/x does not exist: /no")]
    [InlineData("pidfile = '/no/x'", "'pidfile' in [supervisord]: The directory named as part of the path /no/x does not exist: /no")]
    [InlineData("pidfile = ''", "'pidfile' in [supervisord]: the path is empty")]
    [InlineData("directory = '/no'", "'directory' in [supervisord]: /no is not an existing directory")]
    [InlineData("childlogdir = '/no'", "'childlogdir' in [supervisord]: /no is not an existing directory")]
    [InlineData(
        "loglevel = 'warning'",
        "'loglevel' in [supervisord]: bad logging level name 'warning'; levels: blather, critical, debug, error, info, trace, warn"
    )]
    [InlineData("loglevel = 'inf'", "'loglevel' in [supervisord]: bad logging level name 'inf'; did you mean 'info'?")]
    [InlineData("minfds = 0", "'minfds' in [supervisord]: 0 is not an integer of at least 1")]
    [InlineData("identifier = 'a/b'", "'identifier' in [supervisord]: 'a/b' cannot be part of a file name")]
    [InlineData("logfil = 'x'", "unknown key 'logfil' in [supervisord]; did you mean 'logfile'?")]
    public void Mistakes_are_told(string line, string message)
    {
        var error = Fixture.Error("[supervisord]\n" + line + "\n");
        error.Message.ShouldBe(message);
        error.Span!.Value.Line.ShouldBe(2);
    }

    [Fact]
    public void The_word_syslog_means_no_file() => Fixture.Settings("[supervisord]\nlogfile = 'syslog'\n").Daemon.LogFile.ShouldBeNull();

    [Fact]
    public void The_temporary_directory_is_where_TMPDIR_says()
    {
        var fixture = new Fixture();
        fixture.Variables["TMPDIR"] = "/not/there";
        fixture.Variables["TMP"] = "/var/log";
        fixture.SettingsOf("").Daemon.ChildLogDirectory.ShouldBe("/var/log");
    }

    [Fact]
    public void The_command_line_wins()
    {
        var daemon = new Fixture()
            .SettingsOf(
                "[supervisord]\nloglevel = 'info'\nlogfile = '/no/such'\nnodaemon = false\n",
                ("loglevel", "debug"),
                ("logfile", "/var/log/%(x)s.log"),
                ("nodaemon", "true"),
                ("user", "www")
            )
            .Daemon;
        daemon.LogLevel.ShouldBe(DaemonLogLevel.Debug);
        daemon.LogFile.ShouldBe("/var/log/%(x)s.log");
        daemon.NoDaemon.ShouldBeTrue();
        daemon.User.ShouldBe(KnownUsers.Www);
    }

    [Fact]
    public void Recovery_is_switched_off_on_the_command_line() =>
        new Fixture().SettingsOf("[supervisord]\nrecovery = true\n", ("recovery", "false")).Daemon.Recovery.ShouldBeFalse();

    [Theory]
    [InlineData("/run/s.pid", "/run/s.state")]
    [InlineData("/run/a.b/pid", "/run/a.b/pid.state")]
    [InlineData("/run/s.state", "/run/s.state.state")]
    public void The_state_is_beside_the_pid_file(string pidFile, string expected)
    {
        var fixture = new Fixture();
        fixture.Files.AddDirectory("/run/a.b");
        fixture.SettingsOf($"[supervisord]\npidfile = '{pidFile}'\n").Daemon.StateDirectory.ShouldBe(expected);
    }

    [Fact]
    public void A_mistake_on_the_command_line_names_the_option()
    {
        var error = new Fixture().LoadText("", ("loglevel", "loud")).Errors.ShouldHaveSingleItem();
        error.Message.ShouldStartWith("-e/--loglevel: bad logging level name 'loud'; levels: ");
        error.File.ShouldBeNull();
    }

    [Theory]
    [InlineData("/run/log", "/run/log")]
    public void A_local_syslog_is_a_path(string address, string path) =>
        Syslog($"address = '{address}'").Target.ShouldBe(new SyslogTarget.LocalSocket(path));

    [Theory]
    [InlineData("logs.example", "logs.example", "192.0.2.7", 514, SyslogTransport.Udp)]
    [InlineData("logs.example:601", "logs.example", "192.0.2.7", 601, SyslogTransport.Udp)]
    [InlineData("udp://127.0.0.1", "127.0.0.1", "127.0.0.1", 514, SyslogTransport.Udp)]
    [InlineData("tcp://localhost:6514", "localhost", "127.0.0.1", 6514, SyslogTransport.Tcp)]
    [InlineData("::1", "::1", "::1", 514, SyslogTransport.Udp)]
    [InlineData("tcp://[::1]:99", "::1", "::1", 99, SyslogTransport.Tcp)]
    [InlineData("[::1]", "::1", "::1", 514, SyslogTransport.Udp)]
    public void A_remote_syslog_is_looked_up(string address, string host, string found, int port, SyslogTransport transport) =>
        Syslog($"address = '{address}'").Target.ShouldBe(new SyslogTarget.Remote(host, IPAddress.Parse(found), port, transport));

    [Fact]
    public void Literals_and_localhost_need_no_name_service()
    {
        var fixture = new Fixture();
        fixture.SettingsOf("[syslog]\naddress = '127.0.0.1'\n[inet_http_server]\nport = 'localhost:1'\n");
        fixture.Hosts.Asked.ShouldBeEmpty();
    }

    [Fact]
    public void Facility_and_tag()
    {
        var syslog = Syslog("facility = 'Local3'\ntag = 'web-farm'");
        syslog.Facility.ShouldBe(19);
        syslog.Tag.ShouldBe("web-farm");
    }

    [Theory]
    [InlineData("address = 'nowhere.example'", "'address' in [syslog]: host 'nowhere.example' is not known")]
    [InlineData("address = 'logs.example:x'", "'address' in [syslog]: not a valid port number in 'logs.example:x'")]
    [InlineData("address = 'tls://logs.example'", "'address' in [syslog]: 'tls' is no transport for syslog; use udp or tcp")]
    [InlineData("address = ''", "'address' in [syslog]: neither a path that begins with / nor a host")]
    [InlineData("facility = 'demon'", "'facility' in [syslog]: 'demon' is not known; did you mean 'daemon'?")]
    [InlineData("tag = 'a b'", "'tag' in [syslog]: must be 1 to 48 printable ASCII characters without blanks (RFC 5424)")]
    public void Mistakes_in_syslog_are_told(string line, string message) => Fixture.Error("[syslog]\n" + line).Message.ShouldBe(message);

    [Fact]
    public void The_gateway_is_read()
    {
        var gateway = Fixture.Settings("[gateway]\nmode = 'always'\nuser = 'www'\nidle_timeout = '5m'\nmemory_limit = '64MB'\n").Gateway;
        gateway.ShouldBe(new GatewaySettings(GatewayMode.Always, KnownUsers.Www, TimeSpan.FromMinutes(5), 64L << 20));
        Fixture
            .Error("[gateway]\nmode = 'never'\n")
            .Message.ShouldBe("'mode' in [gateway]: 'never' is not known; known values: always, on-demand");
        Fixture.Error("[gateway]\nmemory_limit = '1MB'\n").Message.ShouldBe("'memory_limit' in [gateway]: must be at least 64MB");
    }

    [Fact]
    public void The_client_is_read()
    {
        var client = Fixture
            .Settings(
                "[supervisorctl]\nserverurl = 'unix://%(here)s/s.sock'\nusername = 'u'\npassword = 'p'\nprompt = 'x'\nhistory_file = '~/.h'\n"
            )
            .ControlClient;
        client.ShouldBe(new ControlClientSettings("unix:///conf/s.sock", "u", "p", "x", "/root/.h"));
        Fixture
            .Error("[supervisorctl]\nserverurl = 'localhost'\n")
            .Message.ShouldBe("'serverurl' in [supervisorctl]: value 'localhost' is not a URL that begins with http:// or unix://");
    }

    [Theory]
    [InlineData("\"supervisor.rpcinterface_factory\" = \"supervisor.rpcinterface:make_main_rpcinterface\"")]
    [InlineData("supervisor.rpcinterface_factory = \"supervisor.rpcinterface:make_main_rpcinterface\"")]
    public void The_stock_interface_is_accepted(string line)
    {
        var result = Fixture.Load("[rpcinterface.supervisor]\n" + line + "\n");
        result.Diagnostics.ShouldBeEmpty();
        result.Settings.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(
        "[rpcinterface.x]\n'supervisor.rpcinterface_factory' = 'a:b'\ncache = 5\n",
        "[rpcinterface.x] has no effect: Python plugins such as 'a:b' cannot be loaded"
    )]
    [InlineData(
        "[ctlplugin.x]\nsupervisor.ctl_factory = 'a:b'\n",
        "[ctlplugin.x] has no effect: Python plugins such as 'a:b' cannot be loaded"
    )]
    public void Other_plugins_are_warned_about(string text, string message)
    {
        var result = Fixture.Load(text);
        result.Settings.ShouldNotBeNull();
        result.Warnings.ShouldHaveSingleItem().Message.ShouldBe(message);
    }

    [Fact]
    public void A_plugin_without_a_factory_is_an_error() =>
        Fixture.Error("[rpcinterface.x]\n").Message.ShouldBe("section [rpcinterface.x] does not specify a supervisor.rpcinterface_factory");

    private static SyslogSettings Syslog(string lines) => Fixture.Settings("[syslog]\n" + lines + "\n").Syslog;
}
