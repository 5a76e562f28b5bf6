using Supervisor.Posix;
using Supervisorctl.Local;
using Supervisorctl.Tests.Surroundings;

namespace Supervisorctl.Tests;

public sealed class LocalRunTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("control-").FullName;
    private readonly RecordedOutput _output = new();
    private readonly RecordedOutput _errors = new();

    public LocalRunTests() =>
        File.WriteAllText(
            Path.Combine(_directory, "supervisor.toml"),
            "[supervisord]\npidfile = \"%(here)s/pid\"\n[program.a]\ncommand = \"true\"\n[program.b]\ncommand = \"true\"\nautostart = false\npriority = 5\n"
        );

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Avail_lists_the_configured_processes()
    {
        Run("avail").ShouldBe(0);
        _output.Text.ShouldBe("b                                manual    5:5\na                                auto      999:999\n");
    }

    [Fact]
    public void Pid_is_that_of_who_holds_the_lock()
    {
        using var file = PidFile.Take(Path.Combine(_directory, "pid")).ShouldBeOfType<PidFileResult.Taken>().File;
        Run("pid").ShouldBe(0);
        _output.Text.ShouldBe($"{Environment.ProcessId}\n");
    }

    [Theory]
    [InlineData("pid")]
    [InlineData("update")]
    [InlineData("shutdown")]
    public void A_stale_pid_file_is_no_daemon(string command)
    {
        File.WriteAllText(Path.Combine(_directory, "pid"), "1234\n");
        Run(command).ShouldBe(7);
        _errors.Text.ShouldBe($"no supervisord is running: nobody holds the lock of {_directory}/pid\n");
    }

    [Theory]
    [InlineData("status")]
    [InlineData("start all")]
    [InlineData("stop all")]
    public void What_needs_a_server_says_so(string line)
    {
        Run(line).ShouldBe(3);
        _errors.Text.ShouldStartWith($"*** {line.Split(' ')[0]} needs a control socket");
    }

    [Fact]
    public void An_unknown_command_is_told_as_ever()
    {
        Run("frobnicate x").ShouldBe(1);
        _output.Text.ShouldBe("*** Unknown syntax: frobnicate x\n");
    }

    [Fact]
    public void A_mistake_in_the_configuration_is_shown_with_its_place()
    {
        File.AppendAllText(Path.Combine(_directory, "supervisor.toml"), "nonsense = 1\n");
        Run("avail").ShouldBe(2);
        _errors.Text.ShouldContain("supervisor.toml:9:1: unknown key 'nonsense'");
    }

    [Fact]
    public void Without_a_line_there_is_help()
    {
        Run(null).ShouldBe(0);
        _output.Text.ShouldContain("default commands (type help <topic>):");
    }

    private int Run(string? line) => LocalRun.Run(ControlRun.LocalOf(_directory, null, _output, _errors), line, _output, _errors);
}
