using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Tests.Surroundings;

namespace Supervisor.Configuration.Tests.Loading;

public class GroupTests
{
    [Fact]
    public void Groups_are_ordered_by_priority_and_name()
    {
        var settings = Fixture.Settings(
            """
            [program.b]
            command = "x"
            [program.a]
            command = "x"
            [program.last]
            command = "x"
            priority = 1000
            [eventlistener.listener]
            command = "x"
            events = ["TICK_5"]
            [group.first]
            priority = 1
            [fcgi-program.php]
            command = "x"
            socket = "tcp://localhost:9000"
            """
        );
        settings.Groups.Select(group => group.Name).ShouldBe(["listener", "first", "a", "b", "php", "last"]);
        settings.Groups.Select(group => group.Priority).ShouldBe([-1, 1, 999, 999, 999, 1000]);
    }

    [Fact]
    public void Members_start_in_the_order_they_are_listed_and_are_no_groups_of_their_own()
    {
        var settings = Fixture.Settings(
            """
            [group.site]
            programs = ["web", "api"]
            [program.api]
            command = "x %(group_name)s"
            priority = 1
            [program.web]
            command = "x"
            numprocs = 2
            process_name = "web%(process_num)d"
            """
        );
        var group = settings.Groups.ShouldHaveSingleItem();
        group.Processes.Select(process => process.DisplayName).ShouldBe(["site:web0", "site:web1", "site:api"]);
        group.Processes[2].Command.Text.ShouldBe("x site");
        group.Processes[2].ProgramName.ShouldBe("api");
    }

    [Fact]
    public void A_program_may_be_in_several_groups()
    {
        var settings = Fixture.Settings(
            "[group.a]\nprograms = ['p']\n[group.b]\nprograms = 'p'\n[program.p]\ncommand = '%(group_name)s'\n"
        );
        settings.Groups.Select(group => group.Processes.Single().Command.Text).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void A_group_without_programs_is_empty() => Fixture.Settings("[group.none]\n").Groups.Single().Processes.ShouldBeEmpty();

    [Fact]
    public void A_fastcgi_program_in_a_group_keeps_its_socket()
    {
        var settings = Fixture.Settings("[group.g]\nprograms = ['f']\n[fcgi-program.f]\ncommand = 'x'\nsocket = 'unix:///run/f.sock'\n");
        settings.Groups.Single().FastCgiSocket.ShouldBeNull();
        settings.Groups.Single().Processes[0].FastCgiSocket.ShouldNotBeNull().Url.ShouldBe("unix:///run/f.sock");
    }

    [Theory]
    [InlineData("[group.g]\nprograms = ['wob']\n", "2:13", "[group.g] names unknown program or fcgi-program wob; did you mean 'web'?")]
    [InlineData("[group.g]\nprograms = ['web', 'web']\n", "2:20", "[group.g] names web twice")]
    [InlineData("[group.g]\nprograms = 'web,api'\n", "2:12", "'programs' in [group.g]: a list is an array here: write [\"web\", \"api\"]")]
    [InlineData("[group.g]\nprograms = [1]\n", "2:13", "'programs' in [group.g] must be an array of strings, not an integer")]
    [InlineData(
        "[group.g]\nprograms = ['l']\n[eventlistener.l]\ncommand = 'x'\nevents = ['EVENT']\n",
        "2:13",
        "[group.g] names unknown program or fcgi-program l; an eventlistener cannot be in a group"
    )]
    [InlineData("[group.'a:b']\n", "1:8", "Invalid name: 'a:b' because of character: ':' in [group.\"a:b\"]")]
    [InlineData("[program.\"\"]\ncommand = 'x'\n", "1:10", "Invalid name: '' is empty in [program.\"\"]")]
    [InlineData(
        "[eventlistener.web]\ncommand = 'x'\nevents = ['EVENT']\n",
        "1:16",
        "[eventlistener.web] at supervisor.toml:1:16 has the same name as [program.web] at supervisor.toml:4:10"
    )]
    [InlineData(
        "[group.web]\nprograms = []\n",
        "3:10",
        "[program.web] at supervisor.toml:3:10 makes a group of the same name as [group.web] at supervisor.toml:1:8"
    )]
    [InlineData("[program]\ncommand = 'x'\n", "2:1", "[program] needs a name: write [program.NAME]")]
    [InlineData("gateway = 1\n", "1:1", "'gateway' must be a table: write [gateway]")]
    [InlineData("[[supervisord]]\n", "1:3", "'supervisord' must be a table: write [supervisord]")]
    [InlineData("command = 'x'\n", "1:1", "key 'command' stands before the first table; keys belong into a table such as [supervisord]")]
    [InlineData("[progam.x]\n", "1:2", "unknown table [progam]; did you mean [program.NAME]?")]
    [InlineData(
        "[zzzzzz]\n",
        "1:2",
        "unknown table [zzzzzz]; known tables: ctlplugin, eventlistener, fcgi-program, gateway, group, include, inet_http_server, program, rpcinterface, supervisorctl, supervisord, syslog, unix_http_server"
    )]
    public void Mistakes_have_their_place(string text, string place, string message)
    {
        // A program that is in nobody's way, behind what is tested.
        var error = Fixture.Error(text + "[program.web]\ncommand = 'x'\n");
        error.Message.ShouldBe(message);
        error.Place.ShouldBe("supervisor.toml:" + place);
    }

    [Fact]
    public void A_name_that_is_program_and_fastcgi_program_is_ambiguous() =>
        Fixture
            .Load(
                "[group.g]\nprograms = ['x']\n[program.x]\ncommand = 'x'\n[fcgi-program.x]\ncommand = 'x'\nsocket = 'tcp://localhost:1'\n"
            )
            .Errors.Select(error => error.Message)
            .ShouldBe([
                "[group.g] name x is ambiguous (exists as program and fcgi-program)",
                "[fcgi-program.x] at supervisor.toml:5:15 has the same name as [program.x] at supervisor.toml:3:10",
            ]);

    [Fact]
    public void Two_processes_of_one_name_in_a_group_are_refused() =>
        Fixture
            .Error(
                "[group.g]\nprograms = ['a', 'b']\n[program.a]\ncommand = 'x'\nprocess_name = 'p'\n[program.b]\ncommand = 'x'\nprocess_name = 'p'\n"
            )
            .Message.ShouldBe("[group.g] has two processes called 'p'; make process_name differ");
}
