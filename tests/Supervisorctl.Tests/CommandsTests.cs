using Supervisor.Configuration.CommandLine;
using Supervisor.Configuration.Loading;
using Supervisor.Posix;

namespace Supervisorctl.Tests;

public sealed class CommandsTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("control-").FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public CommandsTests() =>
        File.WriteAllText(
            Path.Combine(_directory, "supervisor.toml"),
            "[supervisord]\npidfile = \"%(here)s/pid\"\n[program.a]\ncommand = \"true\"\n[program.b]\ncommand = \"true\"\nautostart = false\npriority = 5\n"
        );

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Avail_lists_the_configured_processes()
    {
        Run("avail").ShouldBe(0);
        _output.ToString().ShouldBe("b                                manual    5:5\na                                auto      999:999\n");
    }

    [Fact]
    public void Pid_is_that_of_who_holds_the_lock()
    {
        using var file = PidFile.Take(Path.Combine(_directory, "pid")).ShouldBeOfType<PidFileResult.Taken>().File;
        Run("pid").ShouldBe(0);
        _output.ToString().ShouldBe($"{Environment.ProcessId}\n");
    }

    [Theory]
    [InlineData("pid")]
    [InlineData("update")]
    [InlineData("shutdown")]
    public void A_stale_pid_file_is_no_daemon(string command)
    {
        File.WriteAllText(Path.Combine(_directory, "pid"), "1234\n");
        Run(command).ShouldBe(7);
        _errors.ToString().ShouldBe($"no supervisord is running: nobody holds the lock of {_directory}/pid\n");
    }

    [Theory]
    [InlineData("status")]
    [InlineData("start")]
    [InlineData("stop")]
    public void What_needs_the_control_socket_says_so(string command)
    {
        Run(command, "all").ShouldBe(3);
        _errors.ToString().ShouldStartWith($"*** {command} needs the daemon's control socket");
    }

    [Fact]
    public void An_unknown_command_is_told_as_ever()
    {
        Run("frobnicate", "x").ShouldBe(1);
        _output.ToString().ShouldBe("*** Unknown syntax: frobnicate x\n");
    }

    [Fact]
    public void A_mistake_in_the_configuration_is_shown_with_its_place()
    {
        File.AppendAllText(Path.Combine(_directory, "supervisor.toml"), "nonsense = 1\n");
        Run("avail").ShouldBe(2);
        _errors.ToString().ShouldContain("supervisor.toml:9:1: unknown key 'nonsense'");
    }

    [Theory]
    [InlineData("-x", "option -x not recognized")]
    [InlineData("-c", "option -c requires argument")]
    public void A_wrong_option_is_a_mistake(string option, string message) => ControlRequest.Parse([option]).Mistake.ShouldBe(message);

    [Fact]
    public void Words_are_joined_and_split_again()
    {
        var request = ControlRequest.Parse(["-c", "f.toml", "signal USR1", "web"]);
        request.ConfigurationFile.ShouldBe("f.toml");
        request.Command.ShouldBe("signal");
        request.Words.ShouldBe(["USR1", "web"]);
    }

    private int Run(params string[] words)
    {
        var files = new HostFiles();
        var surroundings = new LoadSurroundings(new Dictionary<string, string>(StringComparer.Ordinal), "host", _directory);
        var loader = new ConfigurationLoader(files, new UserDatabase(), new HostLookup(), surroundings);
        var commands = new Commands(loader, new ConfigurationSearch(files, _directory), _output, _errors);
        return commands.Run(ControlRequest.Parse(words));
    }
}
