using System.Net;
using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Tests.Surroundings;

namespace Supervisor.Configuration.Tests.Loading;

/// <summary>Servers, listeners and FastCGI programs.</summary>
public class ServerTests
{
    [Fact]
    public void Servers_stand_alone_or_have_names()
    {
        var servers = Fixture
            .Settings(
                """
                [unix_http_server]
                file = "/run/s.sock"
                chmod = "0770"
                chown = "www:adm"
                username = "u"
                password = "p"
                [unix_http_server.second]
                file = "%(here)s/t.sock"
                [inet_http_server]
                port = 9001
                [inet_http_server.local]
                port = "LOCALHOST:9002"
                """
            )
            .Servers;
        servers.ShouldBe(
            [
                new ServerSettings.UnixSocket("unix_http_server.second", "/conf/t.sock", 448, null, null, null, null),
                new ServerSettings.UnixSocket("unix_http_server", "/run/s.sock", 504, 33, 4, "u", "p"),
                new ServerSettings.Inet("inet_http_server.local", "localhost", 9002, null, null) { Address = IPAddress.Loopback },
                new ServerSettings.Inet("inet_http_server", "", 9001, null, null),
            ],
            ignoreOrder: true
        );
    }

    [Theory]
    [InlineData("9001", "", 9001)]
    [InlineData("*:9001", "", 9001)]
    [InlineData(":9001", "", 9001)]
    [InlineData("127.0.0.1:9001", "127.0.0.1", 9001)]
    [InlineData("[::1]:9001", "::1", 9001)]
    public void Addresses(string written, string host, int port)
    {
        var server = Fixture.Settings($"[inet_http_server]\nport = '{written}'\n").Servers.Single().ShouldBeOfType<ServerSettings.Inet>();
        server.Host.ShouldBe(host);
        server.Port.ShouldBe(port);
    }

    [Fact]
    public void Those_who_may_connect_are_looked_up()
    {
        var server = Fixture
            .Settings("[unix_http_server]\nfile = '/run/s'\nallow_users = ['www', 33]\nallow_groups = 'adm'\n")
            .Servers.Single()
            .ShouldBeOfType<ServerSettings.UnixSocket>();
        server.AllowedUserIds.ShouldBe([33u, 33u]);
        server.AllowedGroupIds.ShouldBe([4u]);
    }

    [Theory]
    [InlineData("allow_users = ['www', 'who']", "'allow_users' in [unix_http_server]: Invalid user name who")]
    [InlineData("allow_groups = ['who']", "'allow_groups' in [unix_http_server]: Invalid group name who")]
    [InlineData("allow_users = [true]", "'allow_users' in [unix_http_server] must be an array of names or numbers of users, not a boolean")]
    public void Those_who_are_not_known_are_told(string line, string message) =>
        Fixture.Error($"[unix_http_server]\nfile = '/run/s'\n{line}\n").Message.ShouldBe(message);

    [Theory]
    [InlineData("[unix_http_server]\n", "section [unix_http_server] has no file value")]
    [InlineData("[inet_http_server.x]\n", "section [inet_http_server.x] has no port value")]
    [InlineData("[inet_http_server]\nport = 'x'\n", "'port' in [inet_http_server]: not a valid port number: 'x'")]
    [InlineData("[inet_http_server]\nport = 70000\n", "'port' in [inet_http_server]: not a valid port number: '70000'")]
    [InlineData("[inet_http_server]\nport = ''\n", "'port' in [inet_http_server]: no port number specified in ''")]
    [InlineData("[inet_http_server]\nport = 'no.example:1'\n", "'port' in [inet_http_server]: host 'no.example' is not known")]
    [InlineData(
        "[unix_http_server]\nfile = '/no/s'\n",
        "'file' in [unix_http_server]: The directory named as part of the path /no/s does not exist: /no"
    )]
    [InlineData("[unix_http_server]\nfile = '/run/s'\nchown = 'who'\n", "'chown' in [unix_http_server]: Invalid user name who")]
    [InlineData("[unix_http_server]\nfile = '/run/s'\nchown = 'www:who'\n", "'chown' in [unix_http_server]: Invalid group name who")]
    [InlineData(
        "[unix_http_server]\nfile = '/run/s'\nchmod = 700\n",
        "'chmod' in [unix_http_server]: must be an octal number in quotes, such as \"700\""
    )]
    [InlineData(
        "[unix_http_server]\nfile = '/run/s'\nusername = 'u'\n",
        "Section [unix_http_server] contains incomplete authentication: If a username or a password is specified, both the username and password must be specified"
    )]
    [InlineData(
        "[unix_http_server]\nfile = '/run/s'\nusername = 'u'\npassword = '{SHA}12'\n",
        "'password' in [unix_http_server]: {SHA} must be followed by the 40 hexadecimal digits of a SHA-1"
    )]
    public void Mistakes_are_told(string text, string message) => Fixture.Error(text).Message.ShouldBe(message);

    [Fact]
    public void A_socket_path_must_fit_into_its_structure() =>
        Fixture.Error($"[unix_http_server]\nfile = '/run/{new string('x', 110)}'\n").Message.ShouldContain("107 bytes at most");

    [Theory]
    [InlineData("", null)]
    [InlineData("[inet_http_server]\nport = 9001\n", "http://localhost:9001")]
    [InlineData("[inet_http_server]\nport = '127.0.0.1:9001'\n[unix_http_server]\nfile = '/run/s'\n", "unix:///run/s")]
    [InlineData("[inet_http_server]\nport = '127.0.0.1:9001'\n", "http://127.0.0.1:9001")]
    [InlineData("[unix_http_server]\nfile = '/run/s'\n[unix_http_server.b]\nfile = '/run/b'\n", "unix:///run/s")]
    public void Serverurl_AUTO_is_the_first_server(string servers, string? expected)
    {
        var settings = Fixture.Settings(
            servers
                + "[program.a]\ncommand = 'x'\n[program.b]\ncommand = 'x'\nserverurl = 'auto'\n[program.c]\ncommand = 'x'\nserverurl = 'http://y'\n"
        );
        settings.Groups.Select(group => group.Processes[0].ServerUrl).ShouldBe([expected, expected, "http://y"]);
    }

    [Fact]
    public void A_listener_is_read()
    {
        var group = Fixture
            .Settings(
                "[eventlistener.e]\ncommand = 'x'\nevents = ['process_state', 'TICK_60', 'TICK_60']\nbuffer_size = 50\nstdout_capture_maxbytes = 5\nstdout_syslog = true\npriority = 3\n"
            )
            .Groups.Single();
        var listener = group.EventListener.ShouldNotBeNull();
        listener.Events.ShouldBe(["PROCESS_STATE", "TICK_60"]);
        listener.BufferSize.ShouldBe(50);
        group.Priority.ShouldBe(3);
        group.Processes[0].Priority.ShouldBe(3);
        group.Processes[0].Kind.ShouldBe(ProgramKind.EventListener);
        group.Processes[0].Stdout.CaptureMaxBytes.ShouldBe(0);
        group.Processes[0].Stdout.Syslog.ShouldBeFalse();
    }

    [Fact]
    public void The_processes_of_a_listener_have_a_programs_priority()
    {
        var group = Fixture.Settings("[eventlistener.e]\ncommand = 'x'\nevents = 'EVENT'\n").Groups.Single();
        group.Priority.ShouldBe(-1);
        group.Processes[0].Priority.ShouldBe(999);
    }

    [Theory]
    [InlineData("", "[eventlistener.e] section requires an \"events\" line")]
    [InlineData("events = []", "[eventlistener.e] section requires an \"events\" line")]
    [InlineData("events = ['TICK_6']", "Unknown event type TICK_6 in [eventlistener.e] events; did you mean 'TICK_5'?")]
    [InlineData(
        "events = ['EVENT']\nbuffer_size = 0",
        "'buffer_size' in [eventlistener.e]: section sets invalid buffer_size: it must be at least 1"
    )]
    [InlineData(
        "events = ['EVENT']\nredirect_stderr = true",
        "[eventlistener.e] section sets redirect_stderr=true but this is not allowed because it will interfere with the eventlistener protocol"
    )]
    public void Mistakes_in_a_listener_are_told(string lines, string message) =>
        Fixture.Error("[eventlistener.e]\ncommand = 'x'\n" + lines).Message.ShouldBe(message);

    [Fact]
    public void A_unix_socket_belongs_to_the_programs_user()
    {
        var group = Fixture
            .Settings("[fcgi-program.f]\ncommand = 'x'\nuser = 'www'\nsocket = 'unix:///run/%(program_name)s.sock'\n")
            .Groups.Single();
        group.FastCgiSocket.ShouldBe(new ProgramSocketSettings("unix:///run/f.sock", 33, 33, 448, null));
        group.Processes[0].FastCgiSocket.ShouldBe(group.FastCgiSocket);
        group.Processes[0].Kind.ShouldBe(ProgramKind.FastCgiProgram);
    }

    [Fact]
    public void A_tcp_socket_is_looked_up()
    {
        var group = Fixture
            .Settings("[fcgi-program.f]\ncommand = 'x'\nsocket = 'tcp://localhost:9000'\nsocket_backlog = 5\n")
            .Groups.Single();
        group.FastCgiSocket.ShouldBe(
            new ProgramSocketSettings("tcp://localhost:9000", null, null, null, 5) { Address = IPAddress.Loopback }
        );
    }

    [Fact]
    public void Owner_and_mode_can_be_set()
    {
        var group = Fixture
            .Settings("[fcgi-program.f]\ncommand = 'x'\nsocket = 'unix:///run/f.sock'\nsocket_owner = 'root:adm'\nsocket_mode = '0777'\n")
            .Groups.Single();
        group.FastCgiSocket.ShouldBe(new ProgramSocketSettings("unix:///run/f.sock", 0, 4, 511, null));
    }

    [Theory]
    [InlineData("", "[fcgi-program.f] section requires a \"socket\" line")]
    [InlineData("socket = 'x'", "Bad socket format x in [fcgi-program.f] socket")]
    [InlineData("socket = 'tcp://localhost'", "Bad socket format tcp://localhost in [fcgi-program.f] socket")]
    [InlineData("socket = 'tcp://localhost:0'", "Bad socket format tcp://localhost:0 in [fcgi-program.f] socket")]
    [InlineData("socket = 'tcp://no.example:1'", "host 'no.example' is not known in [fcgi-program.f] socket")]
    [InlineData("socket = 'unix://x'", "Unix socket path x is not an absolute path in [fcgi-program.f] socket")]
    [InlineData(
        "socket = 'tcp://localhost:1'\nsocket_mode = '0700'",
        "socket_owner and socket_mode params should only be used with a Unix domain socket in [fcgi-program.f] socket"
    )]
    [InlineData(
        "socket = 'unix:///run/x'\nsocket_backlog = 0",
        "'socket_backlog' in [fcgi-program.f]: 0 is not an integer from 1 to 65535"
    )]
    public void Mistakes_in_a_socket_are_told(string lines, string message) =>
        Fixture.Error("[fcgi-program.f]\ncommand = 'x'\n" + lines).Message.ShouldBe(message);
}
