using System.Collections.Immutable;
using Supervisor.Posix;
using Supervisor.Protocol.Requests;
using static Supervisor.Engine.Tests.Control.TextConfiguration;

namespace Supervisor.Engine.Tests.Control;

public sealed class WaitForStateTests
{
    [Fact]
    public void It_is_answered_at_the_moment_the_state_is_reached()
    {
        using var scene = new ControlScene(Program("web", "autostart = false", "startsecs = 4"));
        scene.Start("web", waits: false);
        var wait = Wait(scene, "web", null, ProcessState.Running, ProcessState.Fatal);
        scene.Pass(TimeSpan.FromSeconds(3.9));
        wait.IsAnswered.ShouldBeFalse();
        scene.Pass(TimeSpan.FromSeconds(0.1));
        wait.Processes.ShouldHaveSingleItem().State.ShouldBe(ProcessState.Running);
    }

    [Fact]
    public void A_state_that_is_there_is_answered_at_once_and_leaves_no_timer()
    {
        using var scene = new ControlScene(Program("web"));
        Wait(scene, "web", 60_000, ProcessState.Running).Processes.ShouldHaveSingleItem().Name.ShouldBe(new ProcessName("web", "web"));
        scene.Engine.NextDue.ShouldBeNull();
    }

    [Fact]
    public void A_state_that_is_only_passed_through_is_seen()
    {
        using var scene = new ControlScene(Program("web", "autorestart = true"));
        var wait = Wait(scene, "web", null, ProcessState.Exited);
        scene.Exit("web", 0);
        wait.Processes.ShouldHaveSingleItem().State.ShouldBe(ProcessState.Exited);
    }

    [Fact]
    public void A_restart_passes_through_STOPPED()
    {
        using var scene = new ControlScene(Program("web"));
        var wait = Wait(scene, "web", null, ProcessState.Stopped);
        scene.Restart("web");
        wait.Processes.ShouldHaveSingleItem().State.ShouldBe(ProcessState.Stopped);
        scene.StateOf("web").ShouldBe(ProcessState.Starting);
    }

    [Fact]
    public void After_the_time_that_was_given_it_is_refused()
    {
        using var scene = new ControlScene(Program("web"));
        var wait = Wait(scene, "web", 1500, ProcessState.Stopped);
        scene.Pass(TimeSpan.FromSeconds(1.4));
        wait.IsAnswered.ShouldBeFalse();
        scene.Pass(TimeSpan.FromSeconds(0.1));
        wait.Refusal.ShouldBe("TimedOut web is RUNNING");
        scene.Stop("web").Outcome.ShouldBe("web Success");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(long.MinValue)]
    public void Without_any_time_it_is_refused_at_the_next_turn(long milliseconds)
    {
        using var scene = new ControlScene(Program("web"));
        var wait = Wait(scene, "web", milliseconds, ProcessState.Stopped);
        scene.Pass(TimeSpan.Zero);
        wait.Refusal.ShouldBe("TimedOut web is RUNNING");
    }

    [Fact]
    public void A_time_beyond_all_measure_is_taken()
    {
        using var scene = new ControlScene(Program("web"));
        var wait = Wait(scene, "web", long.MaxValue, ProcessState.Stopped);
        scene.Stop("web");
        wait.Processes.ShouldHaveSingleItem();
    }

    [Fact]
    public void What_is_removed_reaches_no_state()
    {
        using var scene = new ControlScene(Program("web") + Program("other"));
        var wait = Wait(scene, "web", 60_000, ProcessState.Fatal);
        scene.WriteFiles(Program("other"));
        scene.Send(SignalNumber.Hangup);
        wait.Refusal.ShouldBe("BadName web");
        scene.Engine.NextDue.ShouldBeNull();
    }

    [Fact]
    public void A_wait_that_is_cancelled_leaves_nothing()
    {
        using var scene = new ControlScene(Program("web"));
        var wait = scene.Hand(new Request.WaitForState(ProcessSelector.Parse("web"), [0], 60_000), out var number);
        scene.Engine.NextDue.ShouldNotBeNull();
        scene.Engine.Requests.Cancel(wait, number);
        scene.Engine.NextDue.ShouldBeNull();
        scene.Stop("web");
        wait.IsAnswered.ShouldBeFalse();
    }

    [Fact]
    public void Without_a_state_it_is_RUNNING_that_is_waited_for()
    {
        using var scene = new ControlScene(Program("web") + Program("off", "autostart = false"));
        Wait(scene, "web", 10).Processes.ShouldHaveSingleItem();
        var wait = Wait(scene, "off", 10);
        scene.Pass(TimeSpan.FromMilliseconds(10));
        wait.Refusal.ShouldBe("TimedOut off is STOPPED");
    }

    [Theory]
    [InlineData("nobody", "BadName nobody")]
    [InlineData("web:*", "BadName web")]
    public void Only_one_process_can_be_waited_for(string name, string refusal)
    {
        using var scene = new ControlScene(Program("web"));
        Wait(scene, name, null, ProcessState.Running).Refusal.ShouldBe(refusal);
    }

    [Fact]
    public void All_processes_cannot_be_waited_for()
    {
        using var scene = new ControlScene("");
        scene.Ask(new Request.WaitForState(ProcessSelector.All, [0], null)).Refusal.ShouldBe("BadName");
    }

    private static Question Wait(ControlScene scene, string name, long? milliseconds, params ImmutableArray<ProcessState> states) =>
        scene.Ask(new Request.WaitForState(ProcessSelector.Parse(name), [.. states.Select(state => (int)state)], milliseconds));
}
