using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Recovery;

/// <summary>What a master had begun when it died is finished by the next.</summary>
public sealed class InterruptedWorkTests
{
    private const string Stubborn = """
        [program.stubborn]
        command = ["sh", "-c", "trap '' TERM; while :; do sleep 0.05; done"]
        stopwaitsecs = 4
        stopasgroup = true
        killasgroup = true

        """;

    private const string Sleeper = "[program.sleeper]\ncommand = 'sleep 1000'\npriority = 10\n";

    [Fact]
    public async Task A_stop_goes_on_to_its_end()
    {
        using var daemon = new RecoveryDaemon(Stubborn + Sleeper);
        daemon.Start();
        var stubborn = daemon.AwaitState("stubborn", "RUNNING");
        var sleeper = daemon.AwaitState("sleeper", "RUNNING");
        var call = Task.Run(() => daemon.TryCall("supervisor.stopProcess", "stubborn"));
        daemon.Process.WaitForLog("killing stubborn (pid ");
        daemon.KillMaster();
        await call;
        daemon.AwaitState("stubborn", "STOPPED");
        new ProcessView(stubborn.ProcessId).IsLiving.ShouldBeFalse();
        daemon.Process.Log.ShouldContain("killing 'stubborn'");
        daemon.Report("sleeper").ProcessId.ShouldBe(sleeper.ProcessId);
        daemon.Process.Stop();
    }

    [Fact]
    public void A_restart_that_was_planned_follows_and_failures_are_counted_on()
    {
        using var daemon = new RecoveryDaemon(
            "[program.failing]\ncommand = ['sh', '-c', 'exit 3']\nstartretries = 3\nautorestart = true\n"
        );
        daemon.Start();
        daemon.Await("failing", report => report is { State: "BACKOFF", Failures: >= 2 }, "has failed twice");
        daemon.KillMaster();
        daemon.AwaitState("failing", "FATAL");
        // One for the start and one for each retry, whoever made them.
        daemon.Process.SpawnsOf("failing").Length.ShouldBe(4);
        daemon.Process.Stop();
    }

    [Fact]
    public void The_end_of_the_daemon_goes_on_to_its_end()
    {
        using var daemon = new RecoveryDaemon(Stubborn + Sleeper);
        daemon.Start();
        daemon.AwaitState("stubborn", "RUNNING");
        daemon.AwaitState("sleeper", "RUNNING");
        Signals.Send(daemon.Keeper, Signals.Terminate);
        daemon.Process.WaitForLog("killing stubborn (pid ");
        daemon.KillMaster();
        daemon.Process.WaitForEnd();
        Until.IsTrue(() => !daemon.Process.Left().Any(), "nothing of it is left", () => daemon.Process.Log);
        daemon.Process.Log.ShouldContain("supervisord was ending, and goes on with that");
        daemon.Process.SpawnsOf("sleeper").Length.ShouldBe(1);
        File.Exists(daemon.Process.PidFile).ShouldBeFalse();
        Directory.Exists(daemon.Process.At("supervisord.state")).ShouldBeFalse();
    }

    [Fact]
    public void After_a_restart_of_the_daemon_that_was_cut_short_everything_runs()
    {
        using var daemon = new RecoveryDaemon(Stubborn + Sleeper);
        daemon.Start();
        var stubborn = daemon.AwaitState("stubborn", "RUNNING").ProcessId;
        daemon.AwaitState("sleeper", "RUNNING");
        daemon.TryCall("supervisor.restart").ShouldBe("1");
        daemon.Process.WaitForLog("stubborn: the daemon is ending");
        daemon.KillMaster();
        // What had not been asked to end yet need not.
        daemon.AwaitState("sleeper", "RUNNING");
        daemon.Await("stubborn", report => report.State == "RUNNING" && report.ProcessId != stubborn, "runs again");
        daemon.PidsOf("trap '' TERM").Count.ShouldBe(1, daemon.Process.Log);
        daemon.Process.Stop();
    }

    [Fact]
    public void Launched_once_more_after_an_end_that_was_cut_short_it_runs_everything()
    {
        using var daemon = new RecoveryDaemon(Stubborn + Sleeper);
        daemon.Start();
        var stubborn = daemon.AwaitState("stubborn", "RUNNING").ProcessId;
        daemon.AwaitState("sleeper", "RUNNING");
        var keeper = daemon.Keeper;
        Signals.Send(keeper, Signals.Terminate);
        daemon.Process.WaitForLog("killing stubborn (pid ");
        Signals.Send(keeper, Signals.Stop);
        daemon.KillMaster();
        RecoveryDaemon.Kill(keeper);
        daemon.StartAgain();
        daemon.AwaitState("sleeper", "RUNNING");
        daemon.Await("stubborn", report => report.State == "RUNNING" && report.ProcessId != stubborn, "runs again");
        daemon.PidsOf("trap '' TERM").Count.ShouldBe(1, daemon.Process.Log);
        daemon.Process.Stop();
    }

    [SkippableFact]
    public void As_process_1_the_keeper_starts_the_next_master_too()
    {
        Host.NeedsRoot();
        Host.Needs("unshare");
        Skip.If(Command.Run(["unshare", "--pid", "--fork", "--mount-proc", "true"]).ExitStatus != 0, "no pid namespace can be made here");
        using var daemon = new RecoveryDaemon(
            """
            [program.killer]
            command = ["sh", "-c", "if [ ! -e @/killed ]; then sleep 1.5; : > @/killed; kill -KILL $(ps -o ppid= -p $$); fi; exec sleep 1000"]

            """ + Sleeper
        );
        daemon.Process.StartInForeground("unshare", "--pid", "--fork", "--mount-proc");
        var sleeper = daemon.AwaitState("sleeper", "RUNNING");
        daemon.Process.WaitForLog("supervisord takes over 2 processes");
        daemon.Report("sleeper").ShouldBe(sleeper);
        daemon.Report("killer").State.ShouldBe("RUNNING");
        daemon.TryCall("supervisor.getPID").ShouldBe("1");
        daemon.Process.Stop();
    }
}
