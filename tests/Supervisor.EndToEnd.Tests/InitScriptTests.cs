using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests;

/// <summary>The init script, with the exit statuses of the Linux Standard Base.</summary>
public sealed class InitScriptTests
{
    private const string Sleeper = "[program.sleeper]\ncommand = 'sleep 1000'";

    [Fact]
    public void It_starts_reloads_tells_and_stops()
    {
        using var daemon = new SupervisordProcess(Sleeper);
        RunScript(daemon, "status").ExitStatus.ShouldBe(3);
        RunScript(daemon, "reload").ExitStatus.ShouldBe(7);

        RunScript(daemon, "start").ShouldBe(new CommandResult(0, "", ""));
        daemon.PidOf("sleeper");
        RunScript(daemon, "status").ShouldBe(new CommandResult(0, $"supervisord is running with pid {daemon.ProcessId}\n", ""));
        RunScript(daemon, "start").ExitStatus.ShouldBe(0);
        RunScript(daemon, "reload").ExitStatus.ShouldBe(0);
        daemon.WaitForLog("configuration reloaded:");

        var first = daemon.View;
        RunScript(daemon, "restart").ExitStatus.ShouldBe(0);
        first.IsLiving.ShouldBeFalse();
        daemon.View.IsLiving.ShouldBeTrue();

        RunScript(daemon, "stop").ExitStatus.ShouldBe(0);
        daemon.Launched.IsLiving.ShouldBeFalse();
        daemon.Left().ShouldBeEmpty("the stop has waited for all of it");
        RunScript(daemon, "stop").ExitStatus.ShouldBe(0);
        RunScript(daemon, "status").ExitStatus.ShouldBe(3);
    }

    [Fact]
    public void It_fails_as_the_daemon_does_and_says_its_reason()
    {
        using var daemon = new SupervisordProcess("[program.sleeper]\ncomand = 'sleep 1000'");
        var result = RunScript(daemon, "start");
        result.ExitStatus.ShouldBe(1);
        result.Error.ShouldContain("did you mean 'command'?");
        RunScript(daemon, "nothing").ExitStatus.ShouldBe(2);
        File.WriteAllText(daemon.PidFile, "");
        RunScript(daemon, "status").ExitStatus.ShouldBe(1);
    }

    /// <summary>The daemon that wrote the file was lost, and its number is another's.</summary>
    [Fact]
    public void A_process_that_only_has_the_number_is_left_alone()
    {
        using var daemon = new SupervisordProcess(Sleeper);
        using var stranger = Command.Start(["sleep", "1000"]);
        File.WriteAllText(daemon.PidFile, $"{stranger.ProcessId}\n");
        RunScript(daemon, "status").ExitStatus.ShouldBe(1);
        RunScript(daemon, "stop").ExitStatus.ShouldBe(0);
        RunScript(daemon, "reload").ExitStatus.ShouldBe(7);
        stranger.HasEnded.ShouldBeFalse();
        File.Delete(daemon.PidFile);
    }

    private static CommandResult RunScript(SupervisordProcess daemon, string action)
    {
        File.WriteAllText(
            daemon.At("defaults"),
            $"DAEMON={SupervisordExecutable.Path}\nCONFIGURATION={daemon.Configuration}\nPIDFILE={daemon.PidFile}\n"
        );
        var script = Path.Join(SupervisordExecutable.Root, "packaging/sysv/supervisord");
        return daemon.RunBeside("env", $"SUPERVISORD_DEFAULTS={daemon.At("defaults")}", "sh", script, action);
    }
}
