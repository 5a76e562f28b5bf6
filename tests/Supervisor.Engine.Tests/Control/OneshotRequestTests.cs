using Supervisor.Posix;
using Supervisor.Protocol.Requests;
using static Supervisor.Engine.Tests.Control.TextConfiguration;

namespace Supervisor.Engine.Tests.Control;

/// <summary>What clients see of programs that run once.</summary>
public sealed class OneshotRequestTests
{
    private const string Oneshot = "type = \"oneshot\"";
    private const string Off = "autostart = false";

    [Fact]
    public void A_waiting_start_is_answered_when_it_has_run()
    {
        using var scene = new ControlScene(Program("job", Oneshot, Off));
        var start = scene.Start("job");
        scene.Pass(TimeSpan.FromMinutes(5));
        scene.StateOf("job").ShouldBe(ProcessState.Running);
        start.IsAnswered.ShouldBeFalse();
        scene.Exit("job", 0);
        start.Outcome.ShouldBe("job Success");
        scene.Describe("job").IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public void Without_waiting_a_start_is_answered_once_there_is_a_process()
    {
        using var scene = new ControlScene(Program("job", Oneshot, Off));
        scene.Start("job", waits: false).Outcome.ShouldBe("job Success");
        scene.Describe("job").IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public void A_run_that_fails_is_told_with_its_end_and_tried_again()
    {
        using var scene = new ControlScene(Program("job", Oneshot, Off));
        var start = scene.Start("job");
        scene.Pass(TimeSpan.FromSeconds(10));
        scene.Exit("job", 3);
        start.Outcome.ShouldBe("job AbnormalTermination job: exit status 3");
        var job = scene.Describe("job");
        (job.State, job.ExitStatus, job.SpawnError, job.LastExit).ShouldBe((ProcessState.Backoff, 3, "Bad exit code 3", "exit status 3"));
        (job.IsCompleted, job.Failures, job.NextStartMilliseconds).ShouldBe((false, 1, 1000));
        scene.Daemon.Lines.Count(line => line.StartsWith("exited: job (exit status 3", StringComparison.Ordinal)).ShouldBe(1);

        scene.Pass(TimeSpan.FromSeconds(2));
        scene.StateOf("job").ShouldBe(ProcessState.Running);
        scene.Exit("job", 0);
        job = scene.Describe("job");
        (job.State, job.IsCompleted, job.Failures, job.Restarts).ShouldBe((ProcessState.Exited, true, 0, 1));
        job.Reason.ShouldEndWith("completed");
    }

    [Fact]
    public void Without_autorestart_a_run_that_fails_stays_and_is_not_completed()
    {
        using var scene = new ControlScene(Program("job", Oneshot, Off, "autorestart = false"));
        var start = scene.Start("job");
        scene.Die("job", SignalNumber.Kill);
        start.Outcome.ShouldBe("job AbnormalTermination job: terminated by SIGKILL");
        var job = scene.Describe("job");
        (job.State, job.IsCompleted, job.NextStartMilliseconds).ShouldBe((ProcessState.Exited, false, null));
    }

    [Fact]
    public void A_spawn_that_fails_is_a_spawn_error()
    {
        using var scene = new ControlScene(Program("job", Oneshot, Off));
        scene.Spawners.Failing.Add("job");
        scene.Start("job").Outcome.ShouldBe("job SpawnError job");
    }

    [Fact]
    public void A_stop_ends_the_wait_for_its_run()
    {
        using var scene = new ControlScene(Program("job", Oneshot, Off));
        var start = scene.Start("job");
        scene.Stop("job").Outcome.ShouldBe("job Success");
        start.Outcome.ShouldBe("job AbnormalTermination job");
        scene.Describe("job").IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public void A_completed_one_can_be_started_and_restarted_by_hand()
    {
        using var scene = new ControlScene(Program("job", Oneshot));
        scene.Exit("job", 0);
        var start = scene.Start("job");
        scene.Exit("job", 0);
        start.Outcome.ShouldBe("job Success");
        var restart = scene.Restart("job");
        restart.IsAnswered.ShouldBeFalse();
        scene.Exit("job", 0);
        restart.Outcome.ShouldBe("job Success");
        scene.Describe("job").Restarts.ShouldBe(0);
    }

    [Fact]
    public void Waiting_for_success_ends_when_it_is_completed_or_for_others_when_they_are_RUNNING()
    {
        using var scene = new ControlScene(Program("job", Oneshot) + Program("web", Off, "startsecs = 3"));
        scene.StateOf("job").ShouldBe(ProcessState.Running);
        var job = Wait(scene, "job");
        scene.Start("web", waits: false);
        var web = Wait(scene, "web");
        (job.IsAnswered, web.IsAnswered).ShouldBe((false, false));

        scene.Pass(TimeSpan.FromSeconds(3));
        web.Processes.ShouldHaveSingleItem().State.ShouldBe(ProcessState.Running);
        job.IsAnswered.ShouldBeFalse();

        scene.Exit("job", 0);
        job.Processes.ShouldHaveSingleItem().IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public void A_reload_runs_it_again_only_when_it_has_changed()
    {
        using var scene = new ControlScene(Program("job", Oneshot));
        scene.Exit("job", 0);
        var startedAt = scene.Describe("job").StartedAt;

        scene.WriteFiles(Program("job", Oneshot) + Program("other", Off));
        scene.Send(SignalNumber.Hangup);
        scene.Pass(TimeSpan.FromSeconds(5));
        (scene.StateOf("job"), scene.Describe("job").StartedAt).ShouldBe((ProcessState.Exited, startedAt));

        scene.WriteFiles(Program("job", Oneshot, "umask = \"077\""));
        scene.Send(SignalNumber.Hangup);
        scene.StateOf("job").ShouldBeOneOf(ProcessState.Starting, ProcessState.Running);
        scene.Exit("job", 0);
        scene.Describe("job").IsCompleted.ShouldBeTrue();
    }

    private static Question Wait(ControlScene scene, string name) =>
        scene.Ask(new Request.WaitForState(ProcessSelector.Parse(name), [], 60_000));
}
