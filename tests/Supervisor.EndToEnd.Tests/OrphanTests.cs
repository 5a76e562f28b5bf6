using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests;

public sealed class OrphanTests
{
    private const string Maker = """
        [program.maker]
        command = ["sh", "-c", "for i in 1 2 3 4 5; do (sh -c 'sleep 0.3' & echo orphan $! >> @/orphans); done; exec sleep 1000"]
        stdout_logfile = "NONE"
        stderr_logfile = "NONE"
        """;

    [Fact]
    public void Orphans_of_programs_fall_to_the_daemon_and_are_reaped()
    {
        using var daemon = new SupervisordProcess(Maker);
        daemon.StartDaemon();
        daemon.WaitForText("orphans", "\n", times: 5);
        daemon.WaitForLog("DEBG reaped unknown pid ", times: 5);
        foreach (var orphan in daemon.Lines("orphans"))
            new ProcessView(int.Parse(orphan.Split(' ')[1])).IsGone.ShouldBeTrue();
        daemon.View.Children().ShouldHaveSingleItem().ProcessId.ShouldBe(daemon.PidOf("maker"));
        daemon.Stop();
    }

    [SkippableFact]
    public void As_pid_1_it_stays_in_the_foreground_and_reaps_every_orphan()
    {
        NeedsPidNamespaces();
        // Not -n, but without it: pid 1 never detaches.
        using var daemon = new SupervisordProcess(Maker);
        daemon.StartInForeground(["unshare", "--pid", "--fork", "--mount-proc"], "--loglevel=debug");
        daemon.Text("supervisord.pid").ShouldBe("1\n");
        daemon.WaitForText("orphans", "\n", times: 5);
        daemon.WaitForLog("DEBG reaped unknown pid ", times: 5);
        daemon.View.Children().ShouldHaveSingleItem().IsZombie.ShouldBeFalse();
        daemon.Stop();
        daemon.Log.ShouldContain("sent from outside this pid namespace");
    }

    [SkippableFact]
    public void As_pid_1_with_SIGCHLD_ignored_it_sees_exits_and_restarts()
    {
        NeedsPidNamespaces();
        using var daemon = new SupervisordProcess("[program.quick]\ncommand = ['sh', '-c', 'exit 4']\nstartsecs = 0\n");
        daemon.StartInForeground("unshare", "--pid", "--fork", "--mount-proc", "env", "--ignore-signal=CHLD");
        daemon.WaitForLog("WARN exited: quick (exit status 4; not expected)", times: 3);
        daemon.View.Children().ShouldAllBe(child => !child.IsZombie);
        daemon.Stop();
    }

    private static void NeedsPidNamespaces()
    {
        Host.NeedsRoot();
        Host.Needs("unshare");
        Skip.If(Command.Run(["unshare", "--pid", "--fork", "--mount-proc", "true"]).ExitStatus != 0, "no pid namespace can be made here");
    }
}
