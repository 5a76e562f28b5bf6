using Supervisor.Posix;
using static Supervisor.Engine.Tests.Control.TextConfiguration;

namespace Supervisor.Engine.Tests.Control;

public sealed class StartRequestTests
{
    private const string Off = "autostart = false";

    [Fact]
    public void A_waiting_start_is_answered_at_the_moment_the_process_is_RUNNING()
    {
        using var scene = new ControlScene(Program("web", Off, "startsecs = 3"));
        var start = scene.Start("web");
        scene.Pass(TimeSpan.FromSeconds(2.9));
        start.IsAnswered.ShouldBeFalse();
        scene.StateOf("web").ShouldBe(ProcessState.Starting);
        scene.Pass(TimeSpan.FromSeconds(0.1));
        start.Outcome.ShouldBe("web Success");
    }

    [Fact]
    public void Without_waiting_a_start_is_answered_once_there_is_a_process()
    {
        using var scene = new ControlScene(Program("web", Off, "startsecs = 3"));
        scene.Spawners.HoldsSpawns = true;
        var start = scene.Start("web", waits: false);
        start.IsAnswered.ShouldBeFalse();
        scene.Spawners.HoldsSpawns = false;
        scene.Settle();
        start.Outcome.ShouldBe("web Success");
        scene.StateOf("web").ShouldBe(ProcessState.Starting);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_command_that_is_not_there_is_told_and_changes_no_state(bool waits)
    {
        using var scene = new ControlScene(Program("web", Off));
        scene.Spawners.Missing.Add("web");
        scene.Start("web", waits).Outcome.ShouldBe("web NoFile can't find command '/bin/web'");
        scene.StateOf("web").ShouldBe(ProcessState.Stopped);
        scene.Describe("web").StartedAt.ShouldBe(0);
    }

    [Fact]
    public void A_command_that_cannot_be_executed_is_told_and_changes_no_state()
    {
        using var scene = new ControlScene(Program("web", Off));
        scene.Spawners.NotExecutable.Add("web");
        scene.Start("web").Outcome.ShouldBe("web NotExecutable command at '/bin/web' is not executable");
        scene.StateOf("web").ShouldBe(ProcessState.Stopped);
    }

    [Fact]
    public void The_command_is_looked_at_before_anything_else()
    {
        using var scene = new ControlScene(Program("web"));
        scene.Spawners.Missing.Add("web");
        scene.Start("web").Outcome.ShouldBe("web NoFile can't find command '/bin/web'");
        scene.StateOf("web").ShouldBe(ProcessState.Running);
    }

    [Fact]
    public void What_is_RUNNING_or_STARTING_is_started_already()
    {
        using var scene = new ControlScene(Program("up") + Program("coming", Off, "startsecs = 9"));
        scene.Start("coming", waits: false);
        scene.Start("up").Outcome.ShouldBe("up AlreadyStarted up");
        scene.Start("coming").Outcome.ShouldBe("coming AlreadyStarted coming");
    }

    [Fact]
    public void What_is_in_BACKOFF_is_started_already()
    {
        using var scene = new ControlScene(Program("web", Off));
        scene.Spawners.Failing.Add("web");
        scene.Start("web").Outcome.ShouldBe("web SpawnError web");
        scene.StateOf("web").ShouldBe(ProcessState.Backoff);
        scene.Start("web").Outcome.ShouldBe("web AlreadyStarted web");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_spawn_that_fails_is_a_spawn_error(bool waits)
    {
        using var scene = new ControlScene(Program("web", Off, "startretries = 0"));
        scene.Spawners.Failing.Add("web");
        scene.Start("web", waits).Outcome.ShouldBe("web SpawnError web");
    }

    [Fact]
    public void An_end_before_startsecs_is_a_spawn_error()
    {
        using var scene = new ControlScene(Program("web", Off));
        var start = scene.Start("web");
        scene.Exit("web", 0);
        start.Outcome.ShouldBe("web SpawnError web");
        scene.StateOf("web").ShouldBe(ProcessState.Backoff);
    }

    /// <summary>The end of the process may be seen in the same turn as its start.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void With_startsecs_0_it_has_been_up_even_if_its_end_is_seen_first(int status)
    {
        using var scene = new ControlScene(Program("web", Off, "startsecs = 0", "autorestart = false"));
        var start = scene.Start("web");
        start.IsAnswered.ShouldBeFalse();
        scene.Exit("web", status);
        start.Outcome.ShouldBe("web Success");
        scene.StateOf("web").ShouldBe(ProcessState.Exited);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_STOPPING_is_not_started(bool waits)
    {
        using var scene = new ControlScene(Program("web"));
        scene.Kernel.Stubborn.Add("web");
        scene.Stop("web", waits: false);
        scene.StateOf("web").ShouldBe(ProcessState.Stopping);
        scene.Start("web", waits).Outcome.ShouldBe("web AbnormalTermination web");
    }

    [Fact]
    public void What_cannot_be_signalled_cannot_be_started()
    {
        using var scene = new ControlScene(Program("web"));
        scene.Kernel.Protected.Add("web");
        scene.Stop("web").Outcome.ShouldBe("web Failed kill: Operation not permitted (EPERM)");
        scene.StateOf("web").ShouldBe(ProcessState.Unknown);
        scene.Start("web").Outcome.ShouldBe("web Failed web is in an unknown process state");
    }

    [Theory]
    [InlineData("nobody", "BadName nobody")]
    [InlineData("g:nobody", "BadName g:nobody")]
    [InlineData("nobody:*", "BadName nobody")]
    public void A_name_that_is_none_is_refused(string name, string refusal)
    {
        using var scene = new ControlScene(Program("a") + "[group.g]\nprograms = [\"a\"]\n");
        scene.Start(name).Refusal.ShouldBe(refusal);
    }

    [Fact]
    public void A_stop_by_somebody_ends_a_start()
    {
        using var scene = new ControlScene(Program("web", Off));
        var start = scene.Start("web");
        scene.Stop("web").Outcome.ShouldBe("web Success");
        start.Outcome.ShouldBe("web AbnormalTermination web");
        scene.StateOf("web").ShouldBe(ProcessState.Stopped);
    }

    [Fact]
    public void A_stop_reaches_a_start_whose_command_is_still_being_looked_at()
    {
        using var scene = new ControlScene(Program("web", Off));
        scene.Spawners.HoldsChecks = true;
        var start = scene.Start("web");
        scene.Stop("web").Outcome.ShouldBe("web Success");
        scene.Spawners.HoldsChecks = false;
        scene.Settle();
        start.Outcome.ShouldBe("web AbnormalTermination web");
        scene.StateOf("web").ShouldBe(ProcessState.Stopped);
        scene.Describe("web").IsStoppedByRequest.ShouldBeTrue();
        scene.Stop("web").Outcome.ShouldBe("web NotRunning web");
    }

    [Fact]
    public void A_stop_of_all_reaches_it_too()
    {
        using var scene = new ControlScene(Program("web", Off));
        scene.Spawners.HoldsChecks = true;
        var start = scene.Start("web");
        scene.Ask(new Protocol.Requests.Request.Stop(ProcessSelector.All, Waits: true)).Outcome.ShouldBe("web Success");
        scene.Spawners.HoldsChecks = false;
        scene.Settle();
        start.Outcome.ShouldBe("web AbnormalTermination web");
    }

    [Fact]
    public void Several_starts_of_one_process_are_all_answered()
    {
        using var scene = new ControlScene(Program("web", Off));
        var first = scene.Hand(new Protocol.Requests.Request.Start(ProcessSelector.Of("web", "web"), Waits: true), out _);
        var second = scene.Hand(new Protocol.Requests.Request.Start(ProcessSelector.Of("web", "web"), Waits: true), out _);
        scene.Pass(TimeSpan.FromSeconds(1));
        first.Outcome.ShouldBe("web Success");
        second.Outcome.ShouldBe("web AlreadyStarted web");
        scene.Spawners.Spawned.ShouldBe(["web"]);
    }

    [Fact]
    public void A_group_is_started_by_priority_and_only_what_is_not_up_is_told()
    {
        using var scene = new ControlScene(
            Program("a", Off, "priority = 20", "startsecs = 0")
                + Program("b", Off, "priority = 10", "startsecs = 0")
                + Program("c", "priority = 5")
                + Program("d", Off, "priority = 30", "startsecs = 0")
                + "[group.g]\nprograms = [\"a\", \"b\", \"c\", \"d\"]\n"
        );
        scene.Spawners.Missing.Add("d");
        scene.Spawners.Spawned.Clear();
        var start = scene.Start("g:*");
        scene.Pass(TimeSpan.Zero);
        start.Outcomes.ShouldBe(["g:d NoFile can't find command '/bin/d'", "g:b Success", "g:a Success"], ignoreOrder: false);
        scene.Spawners.Spawned.ShouldBe(["b", "a"]);
    }

    [Fact]
    public void Starting_all_goes_by_the_priority_of_groups_and_then_of_processes()
    {
        using var scene = new ControlScene(
            Program("late", Off)
                + Program("early", Off, "priority = 1")
                + Program("x", Off, "priority = 7")
                + Program("y", Off, "priority = 6")
                + "[group.g]\nprograms = [\"x\", \"y\"]\npriority = 2\n"
        );
        var start = scene.Ask(new Protocol.Requests.Request.Start(ProcessSelector.All, Waits: false));
        start.Outcomes.ShouldBe(["early Success", "g:y Success", "g:x Success", "late Success"]);
        scene.Spawners.Spawned.ShouldBe(["early", "y", "x", "late"]);
    }

    [Fact]
    public void Starts_that_are_not_waited_for_are_told_in_order_whatever_came_of_them()
    {
        using var scene = new ControlScene(Program("a", Off) + Program("b", Off) + Program("c", Off) + Program("d", Off));
        scene.Spawners.Missing.Add("b");
        scene.Spawners.Failing.Add("c");
        scene
            .Ask(new Protocol.Requests.Request.Start(ProcessSelector.All, Waits: false))
            .Outcomes.ShouldBe(["a Success", "b NoFile can't find command '/bin/b'", "c SpawnError c", "d Success"]);
    }

    [Fact]
    public void Nothing_to_start_is_answered_with_nothing()
    {
        using var scene = new ControlScene(Program("web"));
        scene.Ask(new Protocol.Requests.Request.Start(ProcessSelector.All, Waits: true)).Outcomes.ShouldBeEmpty();
    }

    [Fact]
    public void A_start_by_hand_does_not_wait_for_the_restart_that_is_due()
    {
        using var scene = new ControlScene(Program("web", "autorestart = true", "restart_delay = 60"));
        scene.Exit("web", 0);
        scene.StateOf("web").ShouldBe(ProcessState.Exited);
        scene.Start("web", waits: false).Outcome.ShouldBe("web Success");
        scene.StateOf("web").ShouldBe(ProcessState.Starting);
    }

    [Fact]
    public void A_process_that_is_removed_while_it_starts_has_not_come_up()
    {
        using var scene = new ControlScene(Program("web", Off) + Program("other"));
        var start = scene.Start("web");
        scene.WriteFiles(Program("other"));
        scene.Send(SignalNumber.Hangup);
        start.Outcome.ShouldBe("web AbnormalTermination web");
    }

    [Fact]
    public void A_process_that_is_removed_before_its_command_was_looked_at_has_no_name_any_more()
    {
        using var scene = new ControlScene(Program("web", Off) + Program("other"));
        scene.Spawners.HoldsChecks = true;
        var start = scene.Start("web");
        scene.WriteFiles(Program("other"));
        scene.Send(SignalNumber.Hangup);
        scene.Spawners.HoldsChecks = false;
        scene.Settle();
        start.Outcome.ShouldBe("web BadName web");
    }

    [Fact]
    public void When_the_daemon_ends_a_waiting_start_is_answered()
    {
        using var scene = new ControlScene(Program("web", Off));
        scene.Kernel.Stubborn.Add("web");
        var start = scene.Start("web");
        scene.Send(SignalNumber.Terminate);
        start.Outcome.ShouldBe("web AbnormalTermination web");
    }

    [Fact]
    public void When_the_daemon_ends_before_the_command_was_looked_at_nothing_is_started()
    {
        using var scene = new ControlScene(Program("web", Off) + Program("slow"));
        scene.Kernel.Stubborn.Add("slow");
        scene.Spawners.HoldsChecks = true;
        var start = scene.Start("web");
        scene.Send(SignalNumber.Terminate);
        scene.Spawners.HoldsChecks = false;
        scene.Settle();
        start.Outcome.ShouldBe("web ShuttingDown");
        scene.Spawners.Spawned.ShouldBe(["slow"]);
    }

    [Fact]
    public void Look_ups_that_wait_behind_others_that_hang_get_a_spawner_of_their_own()
    {
        using var scene = new ControlScene(Program("web", Off));
        scene.Spawners.HoldsChecks = true;
        scene.Start("web");
        scene.Spawners.Threads.ShouldBe(1);
        scene.Pass(TimeSpan.FromMilliseconds(20));
        scene.Spawners.Threads.ShouldBe(2);
    }
}
