using Supervisor.Posix;
using Supervisor.Protocol.Requests;
using static Supervisor.Engine.Tests.Control.TextConfiguration;

namespace Supervisor.Engine.Tests.Control;

public sealed class RestartRequestTests
{
    [Fact]
    public void What_runs_is_stopped_and_started_and_the_answer_comes_when_it_is_RUNNING()
    {
        using var scene = new ControlScene(Program("web"));
        var before = scene.Describe("web").ProcessId;
        var restart = scene.Restart("web");
        restart.IsAnswered.ShouldBeFalse();
        scene.Pass(TimeSpan.FromSeconds(1));
        restart.Outcome.ShouldBe("web Success");
        scene.Describe("web").ProcessId.ShouldNotBe(before);
    }

    [Fact]
    public void Without_waiting_the_answer_comes_when_the_new_process_is_there()
    {
        using var scene = new ControlScene(Program("web", "stopwaitsecs = 1"));
        scene.Kernel.Stubborn.Add("web");
        var restart = scene.Restart("web", waits: false);
        restart.IsAnswered.ShouldBeFalse();
        scene.Pass(TimeSpan.FromSeconds(1));
        restart.Outcome.ShouldBe("web Success");
        scene.StateOf("web").ShouldBe(ProcessState.Starting);
    }

    [Fact]
    public void What_does_not_run_is_started()
    {
        using var scene = new ControlScene(Program("web", "autostart = false", "startsecs = 0"));
        var restart = scene.Restart("web");
        scene.Pass(TimeSpan.Zero);
        restart.Outcome.ShouldBe("web Success");
    }

    [Fact]
    public void Each_process_is_restarted_on_its_own()
    {
        using var scene = new ControlScene(Program("quick") + Program("slow", "stopwaitsecs = 5"));
        scene.Kernel.Stubborn.Add("slow");
        var restart = scene.Ask(new Request.Restart(ProcessSelector.All, Waits: true));
        scene.Pass(TimeSpan.FromSeconds(1));
        scene.StateOf("quick").ShouldBe(ProcessState.Running);
        scene.StateOf("slow").ShouldBe(ProcessState.Stopping);
        scene.Pass(TimeSpan.FromSeconds(5));
        restart.Outcomes.ShouldBe(["quick Success", "slow Success"]);
    }

    [Fact]
    public void What_could_not_be_started_again_keeps_running()
    {
        using var scene = new ControlScene(Program("web"));
        var before = scene.Describe("web").ProcessId;
        scene.Spawners.Missing.Add("web");
        scene.Restart("web").Outcome.ShouldBe("web NoFile can't find command '/bin/web'");
        scene.Describe("web").ProcessId.ShouldBe(before);
        scene.Kernel.Signals.ShouldBeEmpty();
    }

    [Fact]
    public void What_is_in_BACKOFF_is_started_at_once()
    {
        using var scene = new ControlScene(Program("web", "autostart = false"));
        scene.Spawners.Failing.Add("web");
        scene.Start("web");
        scene.Spawners.Failing.Clear();
        var restart = scene.Restart("web", waits: false);
        restart.Outcome.ShouldBe("web Success");
        scene.Describe("web").Failures.ShouldBe(0);
    }

    [Fact]
    public void What_has_EXITED_and_waits_for_its_restart_is_started_at_once()
    {
        using var scene = new ControlScene(Program("web", "autorestart = true", "restart_delay = 60"));
        scene.Exit("web", 0);
        scene.Restart("web", waits: false).Outcome.ShouldBe("web Success");
        scene.StateOf("web").ShouldBe(ProcessState.Starting);
    }

    [Fact]
    public void What_is_STOPPING_already_is_started_afterwards()
    {
        using var scene = new ControlScene(Program("web", "stopwaitsecs = 2"));
        scene.Kernel.Stubborn.Add("web");
        var stop = scene.Stop("web");
        var restart = scene.Restart("web");
        scene.Pass(TimeSpan.FromSeconds(2));
        stop.Outcome.ShouldBe("web Success");
        scene.Pass(TimeSpan.FromSeconds(1));
        restart.Outcome.ShouldBe("web Success");
        scene.Describe("web").IsStoppedByRequest.ShouldBeFalse();
    }

    [Fact]
    public void A_stop_by_hand_in_between_has_the_last_word()
    {
        using var scene = new ControlScene(Program("web", "stopwaitsecs = 2"));
        scene.Kernel.Stubborn.Add("web");
        var restart = scene.Restart("web");
        var stop = scene.Stop("web");
        scene.Pass(TimeSpan.FromSeconds(9));
        stop.Outcome.ShouldBe("web Success");
        restart.Outcome.ShouldBe("web AbnormalTermination web");
        scene.StateOf("web").ShouldBe(ProcessState.Stopped);
    }

    [Fact]
    public void A_stop_by_hand_while_the_command_is_looked_at_has_the_last_word()
    {
        using var scene = new ControlScene(Program("web"));
        scene.Spawners.HoldsChecks = true;
        var restart = scene.Restart("web");
        scene.Stop("web").Outcome.ShouldBe("web Success");
        scene.Spawners.HoldsChecks = false;
        scene.Settle();
        restart.Outcome.ShouldBe("web AbnormalTermination web");
        scene.StateOf("web").ShouldBe(ProcessState.Stopped);
    }

    [Fact]
    public void A_stop_signal_that_cannot_be_sent_is_told()
    {
        using var scene = new ControlScene(Program("web"));
        scene.Kernel.Protected.Add("web");
        scene.Restart("web").Outcome.ShouldBe("web Failed kill: Operation not permitted (EPERM)");
        scene.Restart("web").Outcome.ShouldBe("web Failed web is in an unknown process state");
    }

    [Fact]
    public void A_start_that_fails_after_the_stop_is_a_spawn_error()
    {
        using var scene = new ControlScene(Program("web"));
        scene.Spawners.Failing.Add("web");
        scene.Restart("web").Outcome.ShouldBe("web SpawnError web");
        scene.StateOf("web").ShouldBe(ProcessState.Backoff);
    }

    [Fact]
    public void What_is_removed_meanwhile_has_no_name_any_more()
    {
        using var scene = new ControlScene(Program("web", "stopwaitsecs = 2") + Program("other"));
        scene.Kernel.Stubborn.Add("web");
        var restart = scene.Restart("web");
        scene.WriteFiles(Program("other"));
        scene.Send(SignalNumber.Hangup);
        scene.Pass(TimeSpan.FromSeconds(2));
        restart.Outcome.ShouldBe("web BadName web");
    }

    [Fact]
    public void When_the_daemon_ends_meanwhile_it_is_answered_and_nothing_is_started()
    {
        using var scene = new ControlScene(Program("web", "stopwaitsecs = 2"));
        scene.Kernel.Stubborn.Add("web");
        var restart = scene.Restart("web");
        scene.Send(SignalNumber.Terminate);
        scene.Pass(TimeSpan.FromSeconds(2));
        restart.Outcome.ShouldBe("web AbnormalTermination web");
        scene.Engine.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void Two_restarts_at_once_start_it_once_and_are_both_answered()
    {
        using var scene = new ControlScene(Program("web"));
        scene.Spawners.Spawned.Clear();
        var first = scene.Hand(new Request.Restart(ProcessSelector.Of("web", "web"), Waits: true), out _);
        var second = scene.Hand(new Request.Restart(ProcessSelector.Of("web", "web"), Waits: true), out _);
        scene.Pass(TimeSpan.FromSeconds(3));
        first.Outcome.ShouldBe("web Success");
        second.Outcome.ShouldBe("web Success");
        scene.Spawners.Spawned.ShouldBe(["web"]);
    }
}
