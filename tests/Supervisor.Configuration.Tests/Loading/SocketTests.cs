using System.Net;
using Supervisor.Configuration.Comparison;
using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Table;
using Supervisor.Configuration.Tests.Surroundings;

namespace Supervisor.Configuration.Tests.Loading;

/// <summary>The sockets key of programs.</summary>
public class SocketTests
{
    private const uint DefaultMode = 448;

    [Fact]
    public void Sockets_keep_the_order_in_which_they_are_written()
    {
        var sockets = Fixture.Program("sockets = { http = 'tcp://[::]:8080', admin = 'unix:///run/%(program_name)s.sock' }").Sockets;
        sockets.ShouldBe([
            new NamedSocketSettings(
                "http",
                new ProgramSocketSettings("tcp://[::]:8080", null, null, null, null) { Address = IPAddress.IPv6Any }
            ),
            new NamedSocketSettings("admin", new ProgramSocketSettings("unix:///run/web.sock", null, null, DefaultMode, null)),
        ]);
        sockets[0].Socket.Port.ShouldBe(8080);
        sockets[0].Socket.Path.ShouldBeNull();
        sockets[0].Socket.Place.ShouldBe("[::]:8080");
        sockets[1].Socket.Place.ShouldBe("/run/web.sock");
    }

    [Fact]
    public void A_table_says_more_about_a_socket()
    {
        var settings = Fixture.Program(
            "user = 'www'\nsockets = { a = { url = 'unix:///run/a', owner = 'root:adm', mode = '0660', backlog = 7 }, b = 'unix:///run/b' }"
        );
        settings
            .Sockets.Select(named => named.Socket)
            .ShouldBe([
                new ProgramSocketSettings("unix:///run/a", 0, 4, 432, 7),
                // Whoever the program runs as must be able to use it.
                new ProgramSocketSettings("unix:///run/b", 33, 33, DefaultMode, null),
            ]);
    }

    [Fact]
    public void Processes_of_a_program_have_one_socket_each_or_share_one()
    {
        static ProcessGroupSettings Load(string url) =>
            Fixture
                .Settings(
                    $"[program.w]\ncommand = 'x'\nnumprocs = 2\nprocess_name = '%(process_num)d'\nsockets = {{ s = '{url}' }}\n"
                        + "[group.g]\nprograms = ['w']\n[group.h]\nprograms = ['w']\n"
                )
                .Groups[0];
        Load("tcp://localhost:90%(process_num)02d").Processes.Select(process => process.Sockets[0].Socket.Port).ShouldBe([9000, 9001]);
        var shared = Load("tcp://localhost:9000").Processes;
        shared[1].Sockets.ShouldBe(shared[0].Sockets);
        shared[1].Sockets.Equals(shared[0].Sockets).ShouldBeTrue("equal sockets are held once");
    }

    [Theory]
    [InlineData("sockets = 'x'", "'sockets' in [program.web] must be a table such as")]
    [InlineData("sockets = ['x']", "'sockets' in [program.web] must be a table such as")]
    [InlineData("sockets = { a = 'x' }", "'sockets' in [program.web]: Bad socket format x")]
    [InlineData("sockets = { a = 'tcp://::1:80' }", "'sockets' in [program.web]: Bad socket format tcp://::1:80")]
    [InlineData("sockets = { a = 'tcp://:80' }", "'sockets' in [program.web]: Bad socket format tcp://:80")]
    [InlineData("sockets = { a = 'tcp://[::1]' }", "'sockets' in [program.web]: Bad socket format tcp://[::1]")]
    [InlineData("sockets = { a = 'tcp://a b:80' }", "'sockets' in [program.web]: Bad socket format tcp://a b:80")]
    [InlineData("sockets = { a = 'tcp://no.example:80' }", "'sockets' in [program.web]: host 'no.example' is not known")]
    [InlineData("sockets = { a = 'unix://x' }", "'sockets' in [program.web]: Unix socket path x is not an absolute path")]
    [InlineData(
        "sockets = { a = 'unix:///missing/x' }",
        "'sockets' in [program.web]: The directory named as part of the path /missing/x does not exist"
    )]
    [InlineData("sockets = { a = 8080 }", "'sockets' in [program.web] must be \"unix:///path\" or \"tcp://host:port\", not an integer")]
    [InlineData("sockets = { 'a:b' = 'tcp://localhost:1' }", "'sockets' in [program.web]: 'a:b' cannot be the name of a socket")]
    [InlineData("sockets = { '' = 'tcp://localhost:1' }", "'sockets' in [program.web]: '' cannot be the name of a socket")]
    [InlineData("sockets = { a = { mode = '0600' } }", "'sockets' in [program.web]: socket 'a' needs a url")]
    [InlineData(
        "sockets = { a = { url = 'unix:///run/a', moed = '0600' } }",
        "'sockets' in [program.web]: unknown key 'moed' of a socket; did you mean 'mode'?"
    )]
    [InlineData(
        "sockets = { a = { url = 'tcp://localhost:1', mode = '0600' } }",
        "'sockets' in [program.web]: socket 'a' is no unix socket"
    )]
    [InlineData("sockets = { a = { url = 'tcp://localhost:1', backlog = 0 } }", "'sockets' in [program.web]: 0 is not an integer from 1")]
    [InlineData("sockets = { a = 'unix:///run/a', b = 'unix:///run/a' }", "[program.web] listens at /run/a twice")]
    public void Mistakes_are_told(string lines, string message) => Fixture.ProgramError(lines).Message.ShouldStartWith(message);

    [Theory]
    [InlineData(
        "[program.b]\ncommand = 'x'\nsockets = { x = 'tcp://localhost:80' }",
        "[program.b] listens at 127.0.0.1:80, where [program.a]"
    )]
    [InlineData(
        "[fcgi-program.b]\ncommand = 'x'\nsocket = 'tcp://localhost:80'",
        "[fcgi-program.b] listens at 127.0.0.1:80, where [program.a]"
    )]
    [InlineData("[inet_http_server]\nport = 'localhost:80'", "[program.a] listens at 127.0.0.1:80, where [inet_http_server]")]
    public void Nobody_else_can_listen_at_the_same_place(string other, string message)
    {
        var text = "[program.a]\ncommand = 'x'\nsockets = { s = 'tcp://127.0.0.1:80' }\n" + other;
        var error = Fixture.Error(text);
        error.Message.ShouldStartWith(message);
        error.Span.ShouldNotBeNull();
    }

    [Fact]
    public void A_changed_socket_needs_a_restart_of_the_process()
    {
        var old = Fixture.Settings("[program.a]\ncommand = 'x'\nsockets = { s = 'tcp://localhost:80' }\n");
        var same = Fixture.Settings("[program.a]\ncommand = 'x'\nsockets = { s = 'tcp://127.0.0.1:80' }\n");
        var renamed = Fixture.Settings("[program.a]\ncommand = 'x'\nsockets = { t = 'tcp://localhost:80' }\n");
        SettingsDifference.Between(old, old).IsEmpty.ShouldBeTrue();
        SettingsDifference
            .Between(old, Fixture.Settings("[program.a]\ncommand = 'x'\nsockets = { s = 'tcp://localhost:80' }\n"))
            .IsEmpty.ShouldBeTrue();
        SettingsDifference.Between(old, same).Processes[0].ChangedKeys.ShouldBe(["sockets"]);
        var difference = SettingsDifference.Between(old, renamed).Processes[0];
        difference.ChangedKeys.ShouldBe(["sockets"]);
        difference.Needs.ShouldBe(ChangeNeeds.RestartProcess);
    }
}
