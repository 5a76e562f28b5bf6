using Supervisor.Configuration.Settings;
using Supervisor.Engine.States;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.States;

/// <summary>What follows when a process that was up ends by itself.</summary>
public sealed class ExitedTests
{
    private static readonly AutorestartPolicy[] AllPolicies = Enum.GetValues<AutorestartPolicy>();

    [Fact]
    public void An_expected_exit_stays()
    {
        var scene = new ProcessScene().Running();
        var startedAt = scene.Status.StartedAt;

        var decision = scene.PutAfter(4, ProcessScene.ExitWith(0));

        var expected = new ProcessStatus { State = ProcessState.Exited, StartedAt = startedAt };
        decision.ShouldBe(
            new ProcessDecision(expected, ProcessAction.None, "exited with status 0 after 5 s; not restarted: the exit was expected")
        );
    }

    [Fact]
    public void An_unexpected_exit_is_restarted_at_once()
    {
        var scene = new ProcessScene().Running();

        var exited = scene.PutAfter(4, ProcessScene.ExitWith(2));

        exited.Next.State.ShouldBe(ProcessState.Exited);
        exited.Next.Child.ShouldBe(ChildPresence.None);
        exited.Next.Deadline.ShouldBe(scene.Now);
        exited.Action.ShouldBe(ProcessAction.None);
        exited.Passed.ShouldBe(PassedStates.None);
        exited.Reason.ShouldBe("exited with status 2 after 5 s; restart now");

        var spawn = scene.Put(ProcessInput.DeadlinePassed);
        spawn.Action.ShouldBe(ProcessAction.Spawn);
        spawn.Next.ShouldBe(
            new ProcessStatus
            {
                State = ProcessState.Starting,
                Child = ChildPresence.Spawning,
                StartedAt = scene.Now,
            }
        );
        spawn.Reason.ShouldBe("the wait before the next start is over");
    }

    [Fact]
    public void Restarts_have_no_end_of_their_own()
    {
        var scene = new ProcessScene().Running();
        for (var restart = 0; restart < 1000; restart++)
        {
            scene.PutAfter(1, ProcessScene.ExitWith(1)).Next.Deadline.ShouldBe(scene.Now);
            scene.Put(ProcessInput.DeadlinePassed).Action.ShouldBe(ProcessAction.Spawn);
            scene.Put(ProcessInput.Spawned(ProcessScene.Pid));
            scene.PutDeadline().Next.State.ShouldBe(ProcessState.Running);
        }
    }

    [Fact]
    public void A_restart_does_not_come_a_nanosecond_early()
    {
        var scene = new ProcessScene { Retry = Policies.Retry with { RestartDelay = TimeSpan.FromSeconds(5) } }.AwaitingRestart();
        scene.Wait.ShouldBe(TimeSpan.FromSeconds(5));
        var before = scene.Status;
        var deadline = before.Deadline!.Value;

        scene.Now = deadline with { Nanoseconds = deadline.Nanoseconds - 1 };
        scene.Put(ProcessInput.DeadlinePassed).ShouldBe(new ProcessDecision(before, ProcessAction.None, ""));

        scene.Now = deadline;
        scene.Put(ProcessInput.DeadlinePassed).Action.ShouldBe(ProcessAction.Spawn);
    }

    [Fact]
    public void While_the_daemon_ends_no_exit_is_followed_by_a_restart()
    {
        foreach (var autorestart in AllPolicies)
        {
            var scene = new ProcessScene { Retry = Policies.Retry with { Autorestart = autorestart } }.Running();
            scene.RestartsAllowed = false;

            var decision = scene.PutAfter(1, ProcessScene.ExitWith(1));

            decision.Next.State.ShouldBe(ProcessState.Exited);
            decision.Next.Deadline.ShouldBeNull();
            decision.Reason.ShouldBe("exited with status 1 after 2 s; not restarted: the daemon is ending");
        }
    }

    [Fact]
    public void A_restart_that_comes_due_while_the_daemon_ends_is_dropped_and_no_deadline_stays()
    {
        var scene = new ProcessScene().AwaitingRestart();
        scene.RestartsAllowed = false;
        var before = scene.Status;

        scene
            .PutDeadline()
            .ShouldBe(new ProcessDecision(before with { Deadline = null }, ProcessAction.None, "not restarted: the daemon is ending"));
    }

    [Fact]
    public void A_stop_or_a_shutdown_cancels_the_restart_and_the_failures_before_it()
    {
        foreach (var input in new[] { ProcessInput.StopRequested, ProcessInput.ShutdownRequested })
        {
            var scene = new ProcessScene().AwaitingRestart();
            scene.Status = scene.Status with { Failures = 2 };

            var decision = scene.Put(input);

            decision.Next.State.ShouldBe(ProcessState.Stopped);
            decision.Next.Deadline.ShouldBeNull();
            decision.Next.Failures.ShouldBe(0);
            decision.Action.ShouldBe(ProcessAction.None);
            decision.Reason.ShouldBe("stopped before its restart");
        }
    }

    [Fact]
    public void Restarted_too_often_it_is_fatal_and_passes_exited()
    {
        var scene = new ProcessScene
        {
            Retry = Policies.Retry with { RestartLimit = 2, BackoffResetAfter = TimeSpan.FromHours(1) },
        }.Running();
        scene.Status = scene.Status with { Failures = 1 };
        for (var restart = 0; restart < 2; restart++)
        {
            scene.PutAfter(1, ProcessScene.ExitWith(1)).Next.Deadline.ShouldBe(scene.Now);
            scene.Put(ProcessInput.DeadlinePassed);
            scene.Put(ProcessInput.Spawned(ProcessScene.Pid));
            scene.PutDeadline();
        }

        var decision = scene.PutAfter(1, ProcessScene.ExitWith(1));

        decision.Next.State.ShouldBe(ProcessState.Fatal);
        decision.Next.Deadline.ShouldBeNull();
        decision.Next.Failures.ShouldBe(0);
        decision.Passed.ShouldBe(PassedStates.Exited);
        decision.Reason.ShouldBe("exited with status 1 after 2 s; gave up: restarted 2 times within 60 s already (restart_limit)");
    }

    [Fact]
    public void Restarted_too_often_while_still_starting_it_passes_running_and_exited()
    {
        var scene = new ProcessScene { Retry = Policies.Retry with { StartDuration = TimeSpan.Zero, RestartLimit = 0 } }.Starting();
        scene.PutAfter(2, ProcessScene.ExitWith(1)).Passed.ShouldBe(PassedStates.Running | PassedStates.Exited);
        scene.Status.State.ShouldBe(ProcessState.Fatal);
    }

    [Fact]
    public void A_healthy_run_makes_the_restarts_before_it_forgotten()
    {
        var scene = new ProcessScene
        {
            Retry = Policies.Retry with
            {
                RestartLimit = 1,
                RestartWindow = TimeSpan.FromHours(1),
                BackoffResetAfter = TimeSpan.FromSeconds(30),
            },
        }.Running();
        for (var restart = 0; restart < 3; restart++)
        {
            // 1 s of startsecs and 29 s more.
            scene.PutAfter(29, ProcessScene.ExitWith(1)).Next.Deadline.ShouldBe(scene.Now);
            scene.Put(ProcessInput.DeadlinePassed);
            scene.Put(ProcessInput.Spawned(ProcessScene.Pid));
            scene.PutDeadline();
        }
        scene.PutAfter(28.9, ProcessScene.ExitWith(1)).Next.State.ShouldBe(ProcessState.Fatal);
    }

    [Fact]
    public void Without_a_limit_no_restart_is_remembered()
    {
        var scene = new ProcessScene().AwaitingRestart();
        scene.Status.Restarts.ShouldBe(default);
    }

    [Fact]
    public void A_death_by_signal_is_never_expected()
    {
        var scene = new ProcessScene { Retry = Policies.Retry with { ExitCodes = [0, -1, 9] } }.Running();
        scene.PutAfter(1, ProcessScene.Killed(SignalNumber.Kill)).Reason.ShouldBe("was terminated by SIGKILL after 2 s; restart now");
    }

    [Fact]
    public void Others_of_the_group_do_not_hold_up_a_restart()
    {
        var scene = new ProcessScene { Stop = Policies.Stop with { KillAsGroup = true } }.Running();
        var decision = scene.PutAfter(1, ProcessScene.ExitWith(1, groupRemains: true));
        decision.Next.State.ShouldBe(ProcessState.Exited);
        decision.Next.Child.ShouldBe(ChildPresence.None);
        decision.Next.Deadline.ShouldBe(scene.Now);
    }
}
