using Supervisor.EndToEnd.Tests.Surroundings;
using Supervisor.TestKit;

namespace Supervisor.EndToEnd.Tests.Recovery;

/// <summary>Children that hang between fork and exec while the daemon dies.</summary>
public sealed class HalfMadeChildTests
{
    private const string Hangs = "hanging: its start goes on with pid ";

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_is_known_by_its_pid_is_no_second_one_and_can_be_stopped(bool both)
    {
        using var dead = DeadFileSystem.TryMount(out var reason);
        Skip.If(dead is null, reason);
        using var daemon = Start(dead);
        var pid = HangingPid(daemon);
        var healthy = daemon.Report("healthy").ProcessId;
        KillAndStart(daemon, both);
        daemon.Process.WaitForLog($"{Hangs}{pid},");
        daemon.Process.WaitForLog($"child {pid} hangs in chdir or exec; it is waited for");
        daemon
            .Report("hanging")
            .ShouldSatisfyAllConditions(report => report.State.ShouldBe("STARTING"), report => report.ProcessId.ShouldBe(pid));
        daemon.AwaitState("healthy", "RUNNING").ProcessId.ShouldBe(healthy);
        daemon.TryCall("supervisor.stopProcess", "hanging").ShouldBe("1");
        daemon.Report("hanging").State.ShouldBe("STOPPED");
        new ProcessView(pid).IsLiving.ShouldBeFalse();
        daemon.Process.Stop();
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void One_that_cannot_execute_its_command_in_the_end_is_a_failed_start(bool both)
    {
        using var dead = DeadFileSystem.TryMount(out var reason);
        Skip.If(dead is null, reason);
        using var daemon = Start(dead);
        var pid = HangingPid(daemon);
        KillAndStart(daemon, both);
        daemon.Process.WaitForLog($"{Hangs}{pid},");
        dead.Dispose();
        daemon.Process.WaitForLog("hanging: its command could not be executed, for a reason that is lost");
        daemon.AwaitState("hanging", "FATAL");
        daemon.Process.SpawnsOf("hanging").ShouldBeEmpty();
        daemon.Process.Stop();
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void One_that_executes_its_command_in_the_end_runs(bool both)
    {
        using var daemon = new RecoveryDaemon("[program.late]\ncommand = '@/late 1000'\nstartsecs = 0\n");
        var command = daemon.Process.At("late");
        File.Copy(new FileInfo(Host.Needs("sleep")).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Host.Needs("sleep"), command);
        var leased = LeasedFile.TryTake(command, out var reason);
        Skip.If(leased is null, reason);
        int pid;
        using (leased)
        {
            daemon.Start();
            daemon.Process.WaitForLog("hangs in chdir or exec; other programs are not held up");
            pid = HangingPid(daemon, "late");
            KillAndStart(daemon, both);
            daemon.Process.WaitForLog($"late: its start goes on with pid {pid},");
        }
        daemon.AwaitState("late", "RUNNING").ProcessId.ShouldBe(pid);
        daemon.Process.SpawnsOf("late").ShouldBe([pid]);
        daemon.TryCall("supervisor.stopProcess", "late").ShouldBe("1");
        new ProcessView(pid).IsLiving.ShouldBeFalse();
        daemon.Process.Stop();
    }

    private static RecoveryDaemon Start(DeadFileSystem dead)
    {
        var daemon = new RecoveryDaemon(
            $"""
            [program.hanging]
            command = "sleep 1000"
            directory = "{dead.Directory}/anywhere"
            startretries = 0
            [program.healthy]
            command = "sleep 1000"
            """
        );
        daemon.Start();
        daemon.AwaitState("healthy", "RUNNING");
        daemon.Process.WaitForLog("hangs in chdir or exec; other programs are not held up");
        return daemon;
    }

    private static int HangingPid(RecoveryDaemon daemon, string name = "hanging")
    {
        var report = daemon.Report(name);
        report.State.ShouldBe("STARTING");
        report.ProcessId.ShouldNotBe(0);
        return report.ProcessId;
    }

    private static void KillAndStart(RecoveryDaemon daemon, bool both)
    {
        if (!both)
        {
            daemon.KillMaster();
            return;
        }
        daemon.KillBoth();
        daemon.StartAgain();
    }
}
