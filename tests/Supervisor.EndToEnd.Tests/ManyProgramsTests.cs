using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests;

public sealed class ManyProgramsTests
{
    private const int Count = 1000;
    private const int Victims = 50;

    [Fact]
    public void A_thousand_children_start_run_are_replaced_and_stop()
    {
        using var daemon = new SupervisordProcess(
            $"""
            [program.many]
            command = "sleep 1000"
            numprocs = {Count}
            process_name = "m%(process_num)04d"
            """
        );
        daemon.StartDaemon();
        daemon.WaitForLog("entered RUNNING state", Count);
        var children = LivingChildren(daemon);
        children.Length.ShouldBe(Count);
        var random = new Random(1);
        random.Shuffle(children);
        foreach (var victim in children[..Victims])
            Signals.Send(victim, Signals.Kill);
        daemon.WaitForLog("(terminated by SIGKILL; not expected)", Victims);
        daemon.WaitForLog("spawned: 'm", Count + Victims);
        var now = LivingChildren(daemon);
        now.Length.ShouldBe(Count);
        now.Intersect(children[..Victims]).ShouldBeEmpty();
        now.Intersect(children[Victims..]).Count().ShouldBe(Count - Victims);
        daemon.View.Children().ShouldAllBe(child => !child.IsZombie);
        daemon.Stop();
        SupervisordProcess.Occurrences(daemon.Log, "stopped: m").ShouldBe(Count);
    }

    private static int[] LivingChildren(SupervisordProcess daemon) =>
        [.. daemon.View.Children().Where(child => child.IsLiving).Select(child => child.ProcessId)];
}
