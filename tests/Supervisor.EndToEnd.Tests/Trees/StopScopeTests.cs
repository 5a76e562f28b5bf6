using System.Globalization;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Trees;

public sealed class StopScopeTests
{
    /// <summary>Its descendants leave its process group and its session; one also lets go of its parent.</summary>
    private const string Forker = """
        [program.forker]
        command = ["sh", "-c", "setsid sh -c 'echo $$ >> @/pids; sleep 1000 & echo $! >> @/pids; wait' & (setsid sleep 1000 & echo $! >> @/pids); wait"]
        stopwaitsecs = 20
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_stop_of_the_tree_ends_what_has_left_the_process_group_before_it_is_told(bool controlGroups)
    {
        using var daemon = Start(Forker + "\nstop_scope = 'tree'", controlGroups);
        var descendants = DescendantsOf(daemon, 3);
        Remove(daemon, controlGroups);
        daemon.WaitForLog("stopped: forker (terminated by SIGTERM)");
        foreach (var descendant in descendants)
            descendant.IsLiving.ShouldBeFalse(daemon.Log);
        daemon.Log.ShouldContain("left behind by 'forker', with SIGTERM");
        daemon.Stop();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_takes_no_notice_of_SIGTERM_is_killed_when_stopwaitsecs_are_over(bool controlGroups)
    {
        using var daemon = Start(
            """
            [program.forker]
            command = ["sh", "-c", "setsid sh -c 'trap \"\" TERM; echo $$ >> @/pids; while :; do sleep 1; done' & wait"]
            stopwaitsecs = 1
            stop_scope = "tree"
            """,
            controlGroups
        );
        var descendant = DescendantsOf(daemon, 1)[0];
        Remove(daemon, controlGroups);
        daemon.WaitForLog("stopped: forker (terminated by SIGTERM)");
        descendant.IsLiving.ShouldBeFalse(daemon.Log);
        daemon.Log.ShouldContain("left behind by 'forker', with SIGKILL");
        daemon.Stop();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_main_process_that_takes_no_notice_is_killed_together_with_its_tree(bool controlGroups)
    {
        using var daemon = Start(
            """
            [program.forker]
            command = ["sh", "-c", "trap '' TERM; setsid sh -c 'echo $$ >> @/pids; while :; do sleep 1; done' & while :; do sleep 1; done"]
            stopwaitsecs = 1
            stop_scope = "tree"
            """,
            controlGroups
        );
        var descendant = DescendantsOf(daemon, 1)[0];
        Remove(daemon, controlGroups);
        daemon.WaitForLog("stopped: forker (terminated by SIGKILL)");
        descendant.IsLiving.ShouldBeFalse(daemon.Log);
        daemon.Stop();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_left_after_a_stop_is_told_with_pid_and_command(bool controlGroups)
    {
        using var daemon = Start(Forker + "\nstop_scope = 'group'", controlGroups);
        var descendants = DescendantsOf(daemon, 3);
        daemon.Send(Signals.Terminate);
        daemon.WaitForEnd();
        foreach (var descendant in descendants)
        {
            daemon.Log.ShouldContain($"WARN pid {descendant.ProcessId.ToString(CultureInfo.InvariantCulture)} (");
            Signals.Send(descendant.ProcessId, Signals.Kill);
        }
        daemon.Log.ShouldContain("(sleep 1000) is left of 'forker' after its stop (known by ");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_dead_main_process_left_behind_is_ended_before_it_is_started_again(bool controlGroups)
    {
        using var daemon = Start(Forker + "\nstop_scope = 'tree'\nstartsecs = 0", controlGroups);
        var descendants = DescendantsOf(daemon, 3);
        Signals.Send(daemon.PidOf("forker"), Signals.Kill);
        var second = new ProcessView(daemon.PidOf("forker", spawn: 2));
        foreach (var descendant in descendants)
            descendant.IsLiving.ShouldBeFalse(daemon.Log);
        second.IsLiving.ShouldBeTrue();
        daemon.Stop();
    }

    private static SupervisordProcess Start(string programs, bool controlGroups)
    {
        var daemon = new SupervisordProcess(programs, Daemon(controlGroups));
        daemon.StartDaemon();
        return daemon;
    }

    /// <summary>The program is no longer configured, so it is stopped.</summary>
    private static void Remove(SupervisordProcess daemon, bool controlGroups)
    {
        daemon.Configure("", Daemon(controlGroups));
        daemon.Reload();
    }

    private static ProcessView[] DescendantsOf(SupervisordProcess daemon, int count)
    {
        daemon.WaitForText("pids", "\n", count);
        return [.. daemon.Lines("pids").Select(line => new ProcessView(int.Parse(line, CultureInfo.InvariantCulture)))];
    }

    private static string Daemon(bool controlGroups) => $"control_groups = {(controlGroups ? "true" : "false")}";
}
