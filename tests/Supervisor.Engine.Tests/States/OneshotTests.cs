using Supervisor.Configuration.Settings;
using Supervisor.Engine.Retry;
using Supervisor.Engine.States;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.States;

/// <summary>A program that runs once: it is done when it exits as expected, and is tried again like a start when it does not.</summary>
public sealed class OneshotTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    [InlineData(500)]
    public void An_expected_exit_completes_it_at_whatever_time(double seconds)
    {
        var scene = new ProcessScene().Oneshot().Running();
        var startedAt = scene.Status.StartedAt;
        scene.Status = scene.Status with { Failures = 2 };

        var decision = scene.PutAfter(seconds, ProcessScene.ExitWith(0));

        decision.Next.ShouldBe(new ProcessStatus { State = ProcessState.Exited, StartedAt = startedAt });
        decision.Action.ShouldBe(ProcessAction.None);
        decision.Passed.ShouldBe(PassedStates.None);
        decision.Reason.ShouldEndWith("; completed");
    }

    [Fact]
    public void It_completes_before_startsecs_as_well_and_passes_running()
    {
        var scene = new ProcessScene().Oneshot();
        scene.Retry = scene.Retry with { StartDuration = TimeSpan.FromSeconds(10), ExitCodes = [0, 7] };
        scene.Starting();

        var decision = scene.PutAfter(1, ProcessScene.ExitWith(7));

        decision.Next.State.ShouldBe(ProcessState.Exited);
        decision.Next.Deadline.ShouldBeNull();
        decision.Passed.ShouldBe(PassedStates.Running);
        decision.Reason.ShouldBe("exited with status 7 after 1 s; completed");
    }

    [Fact]
    public void A_run_that_fails_passes_exited_and_is_tried_again_like_a_failed_start()
    {
        var scene = new ProcessScene().Oneshot().Running();
        var startedAt = scene.Status.StartedAt;

        var decision = scene.PutAfter(30, ProcessScene.ExitWith(3));

        var waiting = new ProcessStatus
        {
            State = ProcessState.Backoff,
            StartedAt = startedAt,
            Failures = 1,
            Deadline = scene.Now + TimeSpan.FromSeconds(1),
        };
        decision.ShouldBe(
            new ProcessDecision(waiting, ProcessAction.None, "exited with status 3 after 30 s; attempt 2 of 4 in 1 s", PassedStates.Exited)
        );
        scene.PutDeadline().Action.ShouldBe(ProcessAction.Spawn);
    }

    [Fact]
    public void A_run_that_fails_before_it_was_up_passes_running_and_exited()
    {
        var scene = new ProcessScene().Oneshot();
        scene.Retry = scene.Retry with { StartDuration = TimeSpan.FromSeconds(10) };

        var decision = scene.Starting().PutAfter(1, ProcessScene.Killed(SignalNumber.Kill));

        decision.Next.State.ShouldBe(ProcessState.Backoff);
        decision.Passed.ShouldBe(PassedStates.Running | PassedStates.Exited);
        decision.Reason.ShouldBe("was terminated by SIGKILL after 1 s; attempt 2 of 4 in 1 s");
    }

    [Fact]
    public void After_startretries_it_is_fatal_although_every_run_was_up()
    {
        var scene = new ProcessScene().Oneshot();
        scene.Put(ProcessInput.StartRequested);
        for (var run = 1; run <= 4; run++)
        {
            scene.Put(ProcessInput.Spawned(ProcessScene.Pid));
            scene.PutDeadline().Next.State.ShouldBe(ProcessState.Running);
            scene.PutAfter(5, ProcessScene.ExitWith(1)).Next.Failures.ShouldBe(run);
            scene.PutDeadline();
        }
        scene.Status.State.ShouldBe(ProcessState.Fatal);
        scene.Status.Failures.ShouldBe(0);
    }

    [Fact]
    public void A_long_run_makes_the_failures_before_it_forgotten_where_that_is_set()
    {
        var scene = new ProcessScene().Oneshot();
        scene.Retry = scene.Retry with { BackoffResetAfter = TimeSpan.FromSeconds(60) };
        scene.Running();
        scene.Status = scene.Status with { Failures = 2 };
        var before = scene.Status;

        scene.PutAfter(59, ProcessScene.ExitWith(1)).Next.Failures.ShouldBe(3);
        scene.Status = before;
        scene.PutAfter(1, ProcessScene.ExitWith(1)).Next.Failures.ShouldBe(1);
    }

    [Fact]
    public void Without_autorestart_a_run_that_fails_stays()
    {
        var scene = new ProcessScene().Oneshot();
        scene.Retry = scene.Retry with { Autorestart = AutorestartPolicy.Never, StartDuration = TimeSpan.FromSeconds(10) };

        var decision = scene.Starting().PutAfter(1, ProcessScene.ExitWith(1));

        decision.Next.State.ShouldBe(ProcessState.Exited);
        decision.Next.Deadline.ShouldBeNull();
        decision.Reason.ShouldBe("exited with status 1 after 1 s; not restarted (autorestart = false)");
    }

    [Fact]
    public void A_run_that_fails_while_the_daemon_ends_stays()
    {
        var scene = new ProcessScene().Oneshot().Running();
        scene.RestartsAllowed = false;
        var decision = scene.PutAfter(1, ProcessScene.ExitWith(1));
        decision.Next.State.ShouldBe(ProcessState.Exited);
        decision.Next.Deadline.ShouldBeNull();
    }

    /// <summary>Nothing that fails at once spins, whatever is configured.</summary>
    [Fact]
    public void Without_a_wait_it_is_still_tried_no_sooner_than_a_second_after_its_start()
    {
        var scene = new ProcessScene().Oneshot();
        scene.Retry = scene.Retry with { BackoffInitial = TimeSpan.Zero };
        scene.Running().Put(ProcessScene.ExitWith(1)).Next.Deadline.ShouldBe(scene.Status.StartedAt + RetryPolicy.ShortestStartInterval);
    }
}
