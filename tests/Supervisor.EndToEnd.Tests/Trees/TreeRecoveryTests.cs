using System.Globalization;
using Supervisor.EndToEnd.Tests.Recovery;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Trees;

/// <summary>What belongs to a program is known to the next master as well.</summary>
public sealed class TreeRecoveryTests
{
    private const string Forker = """
        [program.forker]
        command = ["sh", "-c", "setsid sh -c 'echo $$ >> @/pids; sleep 1000 & echo $! >> @/pids; wait' & (setsid sleep 1000 & echo $! >> @/pids); wait"]
        stop_scope = "tree"
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void After_the_masters_death_a_stop_still_ends_the_tree(bool controlGroups)
    {
        using var daemon = new RecoveryDaemon(Forker, ControlGroups(controlGroups));
        daemon.Start();
        daemon.Process.WaitForText("pids", "\n", times: 3);
        var main = daemon.AwaitState("forker", "RUNNING").ProcessId;
        daemon.KillMaster();
        daemon.AwaitState("forker", "RUNNING").ProcessId.ShouldBe(main);
        daemon.TryCall("supervisor.stopProcess", "forker").ShouldBe("1", daemon.Process.Log);
        foreach (var line in daemon.Process.Lines("pids"))
            new ProcessView(int.Parse(line, CultureInfo.InvariantCulture)).IsLiving.ShouldBeFalse(daemon.Process.Log);
        daemon.Process.Stop();
    }

    /// <summary>Nobody is told of what its orphans were; the control group and the pipes say it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_program_left_that_died_with_the_master_is_ended_before_its_restart(bool controlGroups)
    {
        using var daemon = new RecoveryDaemon(Forker, ControlGroups(controlGroups));
        daemon.Start();
        daemon.Process.WaitForText("pids", "\n", times: 3);
        var main = daemon.AwaitState("forker", "RUNNING").ProcessId;
        var left = daemon.Process.Lines("pids").Select(line => new ProcessView(int.Parse(line, CultureInfo.InvariantCulture))).ToArray();
        var master = daemon.Master();
        Signals.Send(master, Signals.Stop);
        RecoveryDaemon.Kill(main);
        RecoveryDaemon.Kill(master);
        daemon.Await("forker", report => report.State == "RUNNING" && report.ProcessId != main, "runs again");
        foreach (var process in left)
            process.IsLiving.ShouldBeFalse(daemon.Process.Log);
        daemon.Process.Stop();
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_program_that_forked_itself_keeps_its_main_process_over_the_masters_death(bool controlGroups)
    {
        var memcached = Host.Needs("memcached");
        using var daemon = new RecoveryDaemon(
            $"""
            [program.memcached]
            command = ["{memcached}", "-d", "-P", "@/memcached.pid", "-s", "@/memcached.sock", "-u", "root"]
            type = "forking"
            pidfile = "@/memcached.pid"
            """,
            ControlGroups(controlGroups)
        );
        daemon.Start();
        var main = daemon.AwaitState("memcached", "RUNNING").ProcessId;
        main.ToString(CultureInfo.InvariantCulture).ShouldBe(daemon.Process.Text("memcached.pid").Trim());
        daemon.KillMaster();
        daemon.AwaitState("memcached", "RUNNING").ProcessId.ShouldBe(main);
        Signals.Send(main, Signals.Kill);
        var second = daemon.Await("memcached", report => report.State == "RUNNING" && report.ProcessId != main, "runs again").ProcessId;
        second.ToString(CultureInfo.InvariantCulture).ShouldBe(daemon.Process.Text("memcached.pid").Trim());
        daemon.TryCall("supervisor.stopProcess", "memcached").ShouldBe("1", daemon.Process.Log);
        new ProcessView(second).IsLiving.ShouldBeFalse();
        daemon.Process.Stop();
    }

    private static string ControlGroups(bool areUsed) => $"control_groups = {(areUsed ? "true" : "false")}";
}
