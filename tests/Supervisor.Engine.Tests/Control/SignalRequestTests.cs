using Supervisor.Protocol.Requests;
using static Supervisor.Engine.Tests.Control.TextConfiguration;

namespace Supervisor.Engine.Tests.Control;

public sealed class SignalRequestTests
{
    [Theory]
    [InlineData("HUP")]
    [InlineData("SIGHUP")]
    [InlineData("1")]
    [InlineData(" hup ")]
    public void A_signal_has_a_name_or_a_number(string signal)
    {
        using var scene = new ControlScene(Program("web"));
        scene.Signal("web", signal).Outcome.ShouldBe("web Success");
        scene.Kernel.Signals.ShouldBe(["SIGHUP web"]);
        scene.StateOf("web").ShouldBe(ProcessState.Running);
    }

    [Fact]
    public void Number_0_asks_whether_it_could_be_signalled()
    {
        using var scene = new ControlScene(Program("web"));
        scene.Signal("web", "0").Outcome.ShouldBe("web Success");
        scene.Kernel.Protected.Add("web");
        scene.Signal("web", "0").Outcome.ShouldBe("web Failed kill: Operation not permitted (EPERM)");
    }

    [Theory]
    [InlineData("hup0")]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("32")]
    [InlineData("9999999999")]
    public void Anything_else_is_a_bad_signal(string signal)
    {
        using var scene = new ControlScene(Program("web"));
        scene.Signal("web", signal).Outcome.ShouldBe($"web BadSignal {signal}".TrimEnd());
    }

    [Fact]
    public void A_bad_signal_is_told_before_that_nothing_runs()
    {
        using var scene = new ControlScene(Program("off", "autostart = false"));
        scene.Signal("off", "nonsense").Outcome.ShouldBe("off BadSignal nonsense");
        scene.Signal("off", "HUP").Outcome.ShouldBe("off NotRunning off");
    }

    [Fact]
    public void What_is_STARTING_or_STOPPING_can_be_signalled_and_what_is_in_BACKOFF_cannot()
    {
        using var scene = new ControlScene(
            Program("starting", "autostart = false", "startsecs = 9") + Program("stopping") + Program("backoff", "autostart = false")
        );
        scene.Kernel.Stubborn.Add("stopping");
        scene.Spawners.Failing.Add("backoff");
        scene.Start("starting");
        scene.Stop("stopping");
        scene.Start("backoff");
        scene.Signal("starting", "USR1").Outcome.ShouldBe("starting Success");
        scene.Signal("stopping", "USR1").Outcome.ShouldBe("stopping Success");
        scene.Signal("backoff", "USR1").Outcome.ShouldBe("backoff NotRunning backoff");
    }

    [Fact]
    public void A_process_without_a_pid_cannot_be_signalled_yet()
    {
        using var scene = new ControlScene(Program("web", "autostart = false"));
        scene.Spawners.HoldsSpawns = true;
        scene.Start("web");
        scene.Signal("web", "HUP").Outcome.ShouldBe("web Failed attempted to send web sig SIGHUP but it wasn't running");
    }

    [Fact]
    public void Of_a_group_only_what_has_a_process_is_signalled_by_priority()
    {
        using var scene = new ControlScene(
            Program("a", "priority = 3")
                + Program("b", "priority = 2")
                + Program("off", "autostart = false")
                + "[group.g]\nprograms = [\"a\", \"off\", \"b\"]\n"
        );
        scene.Signal("g:*", "HUP").Outcomes.ShouldBe(["g:b Success", "g:a Success"]);
        scene.Signal("g:*", "nonsense").Outcomes.ShouldBe(["g:b BadSignal nonsense", "g:a BadSignal nonsense"]);
        scene.Ask(new Request.Signal(ProcessSelector.All, "HUP")).Outcomes.ShouldBe(["g:b Success", "g:a Success"]);
    }

    [Fact]
    public void A_name_that_is_none_is_refused_before_the_signal_is_looked_at()
    {
        using var scene = new ControlScene(Program("web"));
        scene.Signal("nobody", "nonsense").Refusal.ShouldBe("BadName nobody");
    }
}
