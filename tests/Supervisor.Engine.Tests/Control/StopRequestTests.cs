using Supervisor.Posix;
using Supervisor.Protocol.Requests;
using static Supervisor.Engine.Tests.Control.TextConfiguration;

namespace Supervisor.Engine.Tests.Control;

public sealed class StopRequestTests
{
    [Fact]
    public void A_waiting_stop_is_answered_when_the_process_has_ended()
    {
        using var scene = new ControlScene(Program("web", "stopwaitsecs = 5"));
        scene.Kernel.Stubborn.Add("web");
        var stop = scene.Stop("web");
        scene.Pass(TimeSpan.FromSeconds(4.9));
        stop.IsAnswered.ShouldBeFalse();
        scene.Pass(TimeSpan.FromSeconds(0.1));
        stop.Outcome.ShouldBe("web Success");
        scene.Kernel.Signals.ShouldBe(["SIGTERM web", "SIGKILL web"]);
        scene.StateOf("web").ShouldBe(ProcessState.Stopped);
    }

    [Fact]
    public void Without_waiting_a_stop_is_answered_at_once()
    {
        using var scene = new ControlScene(Program("web"));
        scene.Kernel.Stubborn.Add("web");
        scene.Stop("web", waits: false).Outcome.ShouldBe("web Success");
        scene.StateOf("web").ShouldBe(ProcessState.Stopping);
    }

    [Fact]
    public void What_does_not_run_cannot_be_stopped()
    {
        using var scene = new ControlScene(Program("off", "autostart = false") + Program("done", "autorestart = false") + Program("slow"));
        scene.Exit("done", 0);
        scene.Kernel.Stubborn.Add("slow");
        scene.Stop("slow", waits: false);
        scene.Stop("off").Outcome.ShouldBe("off NotRunning off");
        scene.Stop("done").Outcome.ShouldBe("done NotRunning done");
        scene.Stop("slow").Outcome.ShouldBe("slow NotRunning slow");
    }

    [Fact]
    public void A_stop_in_BACKOFF_is_immediate_and_forgets_the_failures()
    {
        using var scene = new ControlScene(Program("web", "autostart = false"));
        scene.Spawners.Failing.Add("web");
        scene.Start("web");
        scene.Describe("web").Failures.ShouldBe(1);
        scene.Stop("web").Outcome.ShouldBe("web Success");
        scene.StateOf("web").ShouldBe(ProcessState.Stopped);
        scene.Describe("web").Failures.ShouldBe(0);
        scene.Describe("web").NextStartMilliseconds.ShouldBeNull();
        scene.Pass(TimeSpan.FromMinutes(1));
        scene.StateOf("web").ShouldBe(ProcessState.Stopped);
    }

    [Fact]
    public void A_stop_of_what_has_EXITED_calls_the_restart_off()
    {
        using var scene = new ControlScene(Program("web", "autorestart = true", "restart_delay = 60"));
        scene.Exit("web", 3);
        scene.Describe("web").NextStartMilliseconds.ShouldBe(60_000);
        scene.Stop("web").Outcome.ShouldBe("web Success");
        scene.StateOf("web").ShouldBe(ProcessState.Stopped);
        scene.Pass(TimeSpan.FromMinutes(2));
        scene.StateOf("web").ShouldBe(ProcessState.Stopped);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_stop_signal_that_cannot_be_sent_is_told_with_its_reason(bool waits)
    {
        using var scene = new ControlScene(Program("web"));
        scene.Kernel.Protected.Add("web");
        scene.Stop("web", waits).Outcome.ShouldBe("web Failed kill: Operation not permitted (EPERM)");
    }

    [Fact]
    public void A_SIGKILL_that_cannot_be_sent_ends_the_waiting()
    {
        using var scene = new ControlScene(Program("web", "stopwaitsecs = 1"));
        scene.Kernel.Stubborn.Add("web");
        var stop = scene.Stop("web");
        scene.Kernel.Protected.Add("web");
        scene.Pass(TimeSpan.FromSeconds(1));
        stop.Outcome.ShouldBe("web Failed kill: Operation not permitted (EPERM)");
    }

    [Fact]
    public void A_process_that_is_being_spawned_is_stopped_as_soon_as_it_is_there()
    {
        using var scene = new ControlScene(Program("web", "autostart = false"));
        scene.Spawners.HoldsSpawns = true;
        scene.Start("web");
        var stop = scene.Stop("web");
        stop.IsAnswered.ShouldBeFalse();
        scene.Spawners.HoldsSpawns = false;
        scene.Settle();
        stop.Outcome.ShouldBe("web Success");
        scene.Kernel.Signals.ShouldBe(["SIGTERM web"]);
    }

    [Fact]
    public void All_are_signalled_at_once_the_last_to_start_first_and_told_in_starting_order()
    {
        using var scene = new ControlScene(
            Program("a", "priority = 1", "stopwaitsecs = 2")
                + Program("b", "priority = 2")
                + Program("c", "priority = 3", "stopwaitsecs = 1")
        );
        scene.Kernel.Stubborn.UnionWith(["a", "c"]);
        var stop = scene.Ask(new Request.Stop(ProcessSelector.All, Waits: true));
        scene.Kernel.Signals.ShouldBe(["SIGTERM c", "SIGTERM b", "SIGTERM a"]);
        scene.Pass(TimeSpan.FromSeconds(1));
        stop.IsAnswered.ShouldBeFalse();
        scene.Pass(TimeSpan.FromSeconds(1));
        stop.Outcomes.ShouldBe(["a Success", "b Success", "c Success"]);
    }

    [Fact]
    public void Ends_that_are_not_waited_for_are_told_in_starting_order()
    {
        using var scene = new ControlScene(
            Program("a", "priority = 20")
                + Program("b", "priority = 10")
                + Program("off", "autostart = false")
                + "[group.g]\nprograms = [\"a\", \"b\", \"off\"]\n"
        );
        scene.Stop("g:*", waits: false).Outcomes.ShouldBe(["g:b Success", "g:a Success"]);
        scene.Kernel.Signals.ShouldBe(["SIGTERM a", "SIGTERM b"]);
    }

    [Fact]
    public void A_waiting_stop_of_what_is_removed_meanwhile_has_succeeded()
    {
        using var scene = new ControlScene(Program("web", "stopwaitsecs = 5") + Program("other"));
        scene.Kernel.Stubborn.Add("web");
        var stop = scene.Stop("web");
        scene.WriteFiles(Program("other"));
        scene.Send(SignalNumber.Hangup);
        stop.IsAnswered.ShouldBeFalse();
        scene.Pass(TimeSpan.FromSeconds(5));
        stop.Outcome.ShouldBe("web Success");
        scene.Stop("web").Refusal.ShouldBe("BadName web");
    }

    [Fact]
    public void It_stays_stopped_over_reloads()
    {
        using var scene = new ControlScene(Program("web"));
        scene.Stop("web");
        scene.Describe("web").IsStoppedByRequest.ShouldBeTrue();
        scene.WriteFiles(Program("web", "environment = { A = \"1\" }"));
        scene.Send(SignalNumber.Hangup);
        scene.StateOf("web").ShouldBe(ProcessState.Stopped);
        scene.WriteFiles(Program("web", "environment = { A = \"2\" }"));
        scene.Ask(new Request.Reload(Applies: true, []));
        scene.StateOf("web").ShouldBe(ProcessState.Stopped);
        scene.Start("web");
        scene.Describe("web").IsStoppedByRequest.ShouldBeFalse();
    }

    [Fact]
    public void A_stop_during_a_reload_that_restarts_it_has_the_last_word()
    {
        using var scene = new ControlScene(Program("web", "stopwaitsecs = 5"));
        scene.Kernel.Stubborn.Add("web");
        scene.WriteFiles(Program("web", "stopwaitsecs = 5", "environment = { A = \"1\" }"));
        scene.Send(SignalNumber.Hangup);
        scene.StateOf("web").ShouldBe(ProcessState.Stopping);
        var stop = scene.Ask(new Request.Stop(ProcessSelector.All, Waits: true));
        scene.Pass(TimeSpan.FromSeconds(10));
        stop.Outcome.ShouldBe("web Success");
        scene.StateOf("web").ShouldBe(ProcessState.Stopped);
    }
}
