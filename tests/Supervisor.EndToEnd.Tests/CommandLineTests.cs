using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void Help_and_version_are_printed_and_end_with_0()
    {
        using var daemon = new SupervisordProcess("");
        var help = daemon.Run("--help");
        help.ExitStatus.ShouldBe(0);
        help.Error.ShouldBeEmpty();
        foreach (var option in new[] { "--configuration", "--nodaemon", "--check", "--pidfile", "--loglevel" })
            help.Output.ShouldContain(option);
        var version = daemon.Run("-v");
        version.ExitStatus.ShouldBe(0);
        Version.TryParse(version.Output.Trim(), out _).ShouldBeTrue(version.Output);
    }

    [Fact]
    public void A_usage_mistake_ends_with_2()
    {
        using var daemon = new SupervisordProcess("");
        var result = daemon.Run("--nonsense");
        result.ExitStatus.ShouldBe(2);
        result.Error.ShouldContain("option --nonsense not recognized");
    }

    [Fact]
    public void No_configuration_at_the_default_places_ends_with_2_and_names_them()
    {
        using var daemon = new SupervisordProcess("");
        Skip.If(File.Exists("/etc/supervisor.toml") || File.Exists("/etc/supervisor/supervisor.toml"), "this host has a configuration");
        Directory.CreateDirectory(daemon.At("empty"));
        var result = Command.Run([SupervisordExecutable.Path], daemon.At("empty"));
        result.ExitStatus.ShouldBe(2);
        result.Error.ShouldContain(daemon.At("empty/supervisor.toml"));
        result.Error.ShouldContain("/etc/supervisor/supervisor.toml");
    }

    [Fact]
    public void The_configuration_in_the_working_directory_is_found()
    {
        using var daemon = new SupervisordProcess("""[program.web]""" + "\ncommand = 'sleep 1000'");
        var result = daemon.Run("--check");
        result.ExitStatus.ShouldBe(0, result.Error);
        result.Output.ShouldContain("supervisor.toml: no mistakes, 1 group, 1 process");
        result.Output.ShouldContain("sleep 1000");
        File.Exists(daemon.PidFile).ShouldBeFalse("nothing is started");
    }

    [Theory]
    [InlineData("--check")]
    [InlineData("--nodaemon")]
    [InlineData("--identifier=mine")]
    public void All_mistakes_of_all_files_are_printed_with_their_places_and_the_status_is_2(string option)
    {
        using var daemon = new SupervisordProcess("", "");
        Directory.CreateDirectory(daemon.At("conf.d"));
        File.WriteAllText(
            daemon.Configuration,
            """
            [supervisord]
            loglevel = "loud"
            [include]
            files = ["conf.d/*.toml"]
            """
        );
        File.WriteAllText(daemon.At("conf.d/web.toml"), "[program.web]\ncommand = 'sleep 1'\ncomand = \"python3 app.py\"\n");
        var result = daemon.Run("-c", "supervisor.toml", option);
        result.ExitStatus.ShouldBe(2);
        result.Error.ShouldStartWith("supervisor.toml:2:12: ");
        result.Error.ShouldContain(
            """
            conf.d/web.toml:3:1: unknown key 'comand' in [program.web]; did you mean 'command'?
              3 | comand = "python3 app.py"
                | ^^^^^^
            """
        );
        File.Exists(daemon.PidFile).ShouldBeFalse();
    }

    [Fact]
    public void A_program_in_two_files_is_refused_with_both_places()
    {
        using var daemon = new SupervisordProcess("[include]\nfiles = ['*.part']\n[program.web]\ncommand = 'sleep 1'");
        File.WriteAllText(daemon.At("again.part"), "[program.web]\ncommand = 'sleep 2'\n");
        var result = daemon.Run("-c", daemon.Configuration);
        result.ExitStatus.ShouldBe(2);
        result.Error.ShouldContain("again.part:1:");
        result.Error.ShouldContain("supervisor.toml:");
    }
}
