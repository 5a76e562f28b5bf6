using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Recovery;

/// <summary>The keeper is killed, alone or with its master.</summary>
public sealed class KeeperLossTests
{
    private const string Programs = """
        [program.silent]
        command = "sleep 1000"

        [program.deaf]
        command = ["sh", "-c", "trap '' PIPE; while :; do echo word 2>/dev/null; sleep 0.1; done"]
        stdout_logfile = "@/deaf.log"

        [program.brief]
        command = ["sh", "-c", "until [ -e @/go ]; do sleep 0.02; done; exit 3"]
        autorestart = false

        """;

    [Fact]
    public void The_master_goes_on_and_the_next_start_is_its_keeper()
    {
        using var daemon = new RecoveryDaemon(Programs);
        daemon.Start();
        var silent = daemon.AwaitState("silent", "RUNNING");
        var master = daemon.Master();
        for (var kill = 0; kill < 5; kill++)
        {
            daemon.KillKeeper();
            daemon.Report("silent").ProcessId.ShouldBe(silent.ProcessId);
            daemon.StartAgain();
            daemon.Master().ShouldBe(master);
            daemon.TryCall("supervisor.getPID").ShouldBe(daemon.Keeper.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        // What the new keeper cannot inherit ends while nobody watches.
        daemon.AwaitState("brief", "RUNNING");
        daemon.KillMaster();
        File.WriteAllText(daemon.Process.At("go"), "");
        var brief = daemon.AwaitState("brief", "EXITED");
        if (daemon.Process.Log.Contains("ended by an unknown cause", StringComparison.Ordinal))
            brief.LastExit.ShouldBe("unknown termination cause");
        else
            brief.ExitStatus.ShouldBe(3);
        var after = daemon.Report("silent");
        (after.State, after.ProcessId, after.StartedAt).ShouldBe(("RUNNING", silent.ProcessId, silent.StartedAt));
        var words = daemon.Process.Lines("deaf.log").Length;
        Until.IsTrue(() => daemon.Process.Lines("deaf.log").Length > words, "the log goes on", () => daemon.Process.Log);
        daemon.Process.Stop();
    }

    [Fact]
    public void Both_dead_at_once_the_next_start_adopts_every_survivor()
    {
        using var daemon = new RecoveryDaemon(Programs);
        daemon.Start();
        var silent = daemon.AwaitState("silent", "RUNNING");
        var deaf = daemon.AwaitState("deaf", "RUNNING");
        daemon.AwaitState("brief", "RUNNING");
        daemon.KillBoth();
        File.WriteAllText(daemon.Process.At("go"), "");
        var brief = daemon.PidsOf("until [ -e");
        Until.IsTrue(() => brief.All(pid => !new ProcessView(pid).IsLiving), "the brief one has ended");
        daemon.StartAgain();
        foreach (var before in new[] { ("silent", silent), ("deaf", deaf) })
        {
            var after = daemon.Report(before.Item1);
            (after.State, after.ProcessId, after.StartedAt).ShouldBe(("RUNNING", before.Item2.ProcessId, before.Item2.StartedAt));
        }
        var words = daemon.Process.Lines("deaf.log").Length;
        Until.IsTrue(() => daemon.Process.Lines("deaf.log").Length > words, "the log goes on", () => daemon.Process.Log);
        daemon.AwaitState("brief", "EXITED").LastExit.ShouldBeOneOf("exit status 3", "unknown termination cause");
        daemon.TryCall("supervisor.stopProcess", "silent").ShouldBe("1");
        new ProcessView(silent.ProcessId).IsLiving.ShouldBeFalse();
        // Its end is noticed at once, though it is nobody's child that this daemon knows.
        Signals.Send(deaf.ProcessId, Signals.Kill);
        daemon.Await("deaf", report => report.State == "RUNNING" && report.ProcessId != deaf.ProcessId, "runs again");
        daemon.Process.Stop();
    }

    [Fact]
    public void With_recovery_off_the_leftovers_of_a_recoverable_run_are_told_and_nothing_is_started()
    {
        using var daemon = new RecoveryDaemon(Programs);
        daemon.Start();
        var silent = daemon.AwaitState("silent", "RUNNING");
        daemon.KillBoth();
        var refused = daemon.Process.Run("-c", daemon.Process.Configuration, "--no-recovery");
        refused.ExitStatus.ShouldBe(1);
        refused.Error.ShouldContain("still run (pid ");
        refused.Error.ShouldContain("Start it once with recovery = true");
        daemon.PidsOf("sleep 1000").ShouldBe([silent.ProcessId]);
        daemon.StartAgain();
        daemon.Report("silent").ProcessId.ShouldBe(silent.ProcessId);
        daemon.Process.Stop();
    }

    [Fact]
    public void With_recovery_off_the_master_is_alone_and_leaves_no_state()
    {
        using var daemon = new RecoveryDaemon("[program.silent]\ncommand = 'sleep 1000'\n", "recovery = false");
        daemon.Start();
        daemon.AwaitState("silent", "RUNNING");
        daemon.Process.View.ProcessId.ShouldBe(daemon.Process.ProcessId);
        Directory.Exists(daemon.Process.At("supervisord.state")).ShouldBeFalse();
        daemon.Process.Stop();
    }

    [Fact]
    public void Without_a_state_directory_programs_run_and_it_is_said_once()
    {
        using var daemon = new RecoveryDaemon("[program.silent]\ncommand = 'sleep 1000'\n", "state_directory = '/proc/none'");
        daemon.Start();
        daemon.AwaitState("silent", "RUNNING");
        daemon.Process.Reload();
        SupervisordProcess.Occurrences(daemon.Process.Log, "the state directory /proc/none cannot be used").ShouldBe(1);
        daemon.Process.Stop();
    }

    [SkippableFact]
    public void With_a_full_state_directory_programs_run_and_it_is_said_once()
    {
        using var daemon = new RecoveryDaemon(
            "[program.many]\ncommand = 'sleep 1000'\nnumprocs = 50\nprocess_name = '%(program_name)s_%(process_num)02d'\n",
            "state_directory = '@/small'"
        );
        using var disk = TestKit.SmallDisk.TryMount(daemon.Process.At("small"), out var reason);
        Skip.If(disk is null, reason);
        // Room for the first records, and not for all.
        File.WriteAllBytes(disk!.At("filler"), new byte[960 * 1024]);
        daemon.Start();
        daemon.AwaitState("many:many_49", "RUNNING");
        SupervisordProcess.Occurrences(daemon.Process.Log, "the journal cannot grow").ShouldBe(1);
        daemon.Process.Stop();
    }
}
