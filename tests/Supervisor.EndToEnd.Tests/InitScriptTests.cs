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

    /// <summary>Whoever dies, the script finds the daemon, or makes it whole, and the programs never notice.</summary>
    [Fact]
    public void It_goes_on_with_the_programs_when_the_master_or_the_keeper_has_died()
    {
        using var daemon = new SupervisordProcess(Sleeper);
        RunScript(daemon, "start").ExitStatus.ShouldBe(0);
        var sleeper = daemon.PidOf("sleeper");

        Signals.Send(daemon.View.ProcessId, Signals.Kill);
        daemon.WaitForLog("sleeper: taken over with pid");
        RunScript(daemon, "status").ShouldBe(new CommandResult(0, $"supervisord is running with pid {daemon.ProcessId}\n", ""));
        RunScript(daemon, "reload").ExitStatus.ShouldBe(0);
        daemon.WaitForLog("configuration reloaded:", times: 2);

        var master = LoseKeeper(daemon);
        RunScript(daemon, "status").Output.ShouldStartWith($"supervisord is running with pid {master}, and has lost its keeper");
        RunScript(daemon, "reload").ExitStatus.ShouldBe(0);
        daemon.WaitForLog("configuration reloaded:", times: 3);
        RunScript(daemon, "start").ExitStatus.ShouldBe(0);
        Until.IsTrue(
            () => RunScript(daemon, "status").Output == $"supervisord is running with pid {daemon.ProcessId}\n",
            "there is a keeper again",
            () => daemon.Log
        );
        daemon.SpawnsOf("sleeper").ShouldBe([sleeper]);
        new ProcessView(sleeper).IsLiving.ShouldBeTrue();

        RunScript(daemon, "restart").ExitStatus.ShouldBe(0);
        new ProcessView(sleeper).IsLiving.ShouldBeFalse();
        daemon.PidOf("sleeper", spawn: 2).ShouldNotBe(sleeper);
        RunScript(daemon, "stop").ExitStatus.ShouldBe(0);
        daemon.Left().ShouldBeEmpty("the stop has waited for all of it");
    }

    [Fact]
    public void A_stop_ends_a_daemon_that_has_lost_its_keeper()
    {
        using var daemon = new SupervisordProcess(Sleeper);
        RunScript(daemon, "start").ExitStatus.ShouldBe(0);
        var sleeper = daemon.PidOf("sleeper");
        LoseKeeper(daemon);
        RunScript(daemon, "stop").ExitStatus.ShouldBe(0);
        new ProcessView(sleeper).IsLiving.ShouldBeFalse();
        daemon.Left().ShouldBeEmpty("the stop has waited for all of it");
        RunScript(daemon, "status").ExitStatus.ShouldBe(3);
    }

    [Fact]
    public void A_stop_waits_for_programs_that_take_their_time_also_where_the_master_has_just_died()
    {
        using var daemon = new SupervisordProcess(
            """
            [program.slow]
            command = ["sh", "-c", "trap 'sleep 2; echo done >@/slow.done; exit 0' TERM; echo ready; while :; do sleep 0.1; done"]
            stdout_logfile = "@/slow.log"
            """
        );
        RunScript(daemon, "start").ExitStatus.ShouldBe(0);
        daemon.WaitForText("slow.log", "ready");
        Signals.Send(daemon.View.ProcessId, Signals.Kill);
        // It asks the keeper to stop while there is no master, or a new one has just come.
        RunScript(daemon, "stop").ExitStatus.ShouldBe(0);
        daemon.Text("slow.done").ShouldBe("done\n");
        daemon.Left().ShouldBeEmpty("the stop has waited for all of it");
        File.Exists(daemon.PidFile).ShouldBeFalse();
    }

    [Fact]
    public void A_stop_that_takes_too_long_says_so_and_fails()
    {
        using var daemon = new SupervisordProcess(
            """
            [program.deaf]
            command = ["sh", "-c", "trap '' TERM; echo ready; while :; do sleep 0.1; done"]
            stdout_logfile = "@/deaf.log"
            stopwaitsecs = 1000
            """
        );
        RunScript(daemon, "start").ExitStatus.ShouldBe(0);
        daemon.WaitForText("deaf.log", "ready");
        var result = RunScript(daemon, "stop", "STOP_TIMEOUT=1\n");
        result.ShouldBe(new CommandResult(1, "", $"supervisord (pid {daemon.ProcessId}) has not ended in 1 s\n"));
        Signals.Send(daemon.PidOf("deaf"), Signals.Kill);
        daemon.WaitForEnd();
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

    /// <summary>The master goes on; gives its pid.</summary>
    private static int LoseKeeper(SupervisordProcess daemon)
    {
        var (keeper, master) = (daemon.Launched, daemon.View.ProcessId);
        Signals.Send(keeper.ProcessId, Signals.Kill);
        daemon.WaitForLog("the keeper is gone");
        Until.IsTrue(() => !keeper.IsLiving, "the keeper is gone");
        return master;
    }

    private static CommandResult RunScript(SupervisordProcess daemon, string action, string defaults = "")
    {
        File.WriteAllText(
            daemon.At("defaults"),
            $"DAEMON={SupervisordExecutable.Path}\nCONFIGURATION={daemon.Configuration}\nPIDFILE={daemon.PidFile}\n{defaults}"
        );
        var script = Path.Join(SupervisordExecutable.Root, "packaging/sysv/supervisord");
        return daemon.RunBeside("env", $"SUPERVISORD_DEFAULTS={daemon.At("defaults")}", "sh", script, action);
    }
}
