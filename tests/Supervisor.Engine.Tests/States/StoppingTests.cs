using Supervisor.Engine.States;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.States;

/// <summary>From a stop or a shutdown to the end of all that is left.</summary>
public sealed class StoppingTests
{
    [Fact]
    public void A_stop_sends_its_signal_and_waits_stopwaitsecs()
    {
        var scene = new ProcessScene().Running();
        var before = scene.Status;

        var decision = scene.PutAfter(2, ProcessInput.StopRequested);

        var expected = before with { State = ProcessState.Stopping, Deadline = scene.Now + TimeSpan.FromSeconds(10) };
        decision.ShouldBe(new ProcessDecision(expected, ProcessAction.SendStopSignal, "stop requested; SIGTERM to it"));
    }

    [Fact]
    public void A_stop_while_starting_does_not_wait_for_startsecs()
    {
        var scene = new ProcessScene().Starting();
        var decision = scene.Put(ProcessInput.StopRequested);
        decision.Next.State.ShouldBe(ProcessState.Stopping);
        decision.Action.ShouldBe(ProcessAction.SendStopSignal);
        scene.Wait.ShouldBe(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void The_sentence_names_signal_target_and_cause()
    {
        var scene = new ProcessScene { Stop = Policies.Stop with { Signal = SignalNumber.Quit, AsGroup = true } }.Running();
        scene.Put(ProcessInput.ShutdownRequested).Reason.ShouldBe("the daemon is ending; SIGQUIT to its process group");
    }

    [Fact]
    public void A_repeated_stop_does_not_prolong_the_wait()
    {
        var scene = new ProcessScene().Stopping();
        var before = scene.Status;
        scene.PutAfter(5, ProcessInput.StopRequested).ShouldBe(new ProcessDecision(before, ProcessAction.None, ""));
        scene.PutAfter(1, ProcessInput.ShutdownRequested).ShouldBe(new ProcessDecision(before, ProcessAction.None, ""));
    }

    [Fact]
    public void A_process_that_ends_is_stopped_whatever_its_status_and_never_restarted()
    {
        foreach (var exit in new[] { ProcessScene.ExitWith(0), ProcessScene.ExitWith(1), ProcessScene.Killed(SignalNumber.Terminate) })
        {
            var scene = new ProcessScene().Stopping();
            scene.Status = scene.Status with { Failures = 1 };
            var startedAt = scene.Status.StartedAt;

            var decision = scene.PutAfter(1, exit);

            var expected = new ProcessStatus { State = ProcessState.Stopped, StartedAt = startedAt };
            decision.Next.ShouldBe(expected);
            decision.Action.ShouldBe(ProcessAction.None);
            decision.Reason.ShouldBe(ExitText.Sentence(exit.Exit) + " after 2 s");
        }
    }

    [Fact]
    public void Sigkill_comes_after_stopwaitsecs_and_again_after_as_long()
    {
        var scene = new ProcessScene().Stopping();
        for (var time = 0; time < 5; time++)
        {
            var before = scene.Status;
            var deadline = before.Deadline!.Value;
            scene.Now = deadline with { Nanoseconds = deadline.Nanoseconds - 1 };
            scene.Put(ProcessInput.DeadlinePassed).ShouldBe(new ProcessDecision(before, ProcessAction.None, ""));

            scene.Now = deadline;
            var again = before with { Deadline = deadline + TimeSpan.FromSeconds(10) };
            scene
                .Put(ProcessInput.DeadlinePassed)
                .ShouldBe(new ProcessDecision(again, ProcessAction.Kill, "did not end within 10 s (stopwaitsecs)"));
        }
        scene.Put(ProcessScene.Killed(SignalNumber.Kill)).Next.State.ShouldBe(ProcessState.Stopped);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 1)]
    [InlineData(1.5, 1.5)]
    public void Sigkill_is_not_repeated_within_a_second(double waitSeconds, double pauseSeconds)
    {
        var scene = new ProcessScene { Stop = Policies.Stop with { Wait = TimeSpan.FromSeconds(waitSeconds) } }.Stopping();
        scene.Wait.ShouldBe(TimeSpan.FromSeconds(waitSeconds));
        scene.PutDeadline().Action.ShouldBe(ProcessAction.Kill);
        scene.Wait.ShouldBe(TimeSpan.FromSeconds(pauseSeconds));
    }

    [Fact]
    public void A_wait_without_end_is_no_overflow()
    {
        var scene = new ProcessScene { Stop = Policies.Stop with { Wait = TimeSpan.MaxValue } }.Stopping();
        scene.Status.Deadline.ShouldBe(MonotonicTime.Never);
    }

    [Fact]
    public void A_stop_during_the_spawn_waits_for_the_answer_and_then_for_the_end()
    {
        var scene = new ProcessScene().Spawning();
        var stop = scene.Put(ProcessInput.StopRequested);
        stop.Action.ShouldBe(ProcessAction.SendStopSignal);
        stop.Next.Child.ShouldBe(ChildPresence.Spawning);
        stop.Next.ProcessId.ShouldBe(0);
        var stopping = stop.Next;

        scene
            .PutAfter(3, ProcessInput.Spawned(ProcessScene.Pid))
            .ShouldBe(
                new ProcessDecision(
                    stopping with
                    {
                        Child = ChildPresence.Alive,
                        ProcessId = ProcessScene.Pid,
                        StartedAt = scene.Now,
                    },
                    ProcessAction.None,
                    ""
                )
            );
        scene.PutDeadline().Action.ShouldBe(ProcessAction.Kill);
        scene.Put(ProcessScene.Killed(SignalNumber.Kill)).Next.State.ShouldBe(ProcessState.Stopped);
    }

    [Fact]
    public void A_stop_during_a_spawn_that_fails_is_done()
    {
        var scene = new ProcessScene().StoppingWhileSpawning();
        scene.Status = scene.Status with { Failures = 2 };
        var startedAt = scene.Status.StartedAt;
        scene
            .PutAfter(1, ProcessInput.SpawnFailed("command is empty"))
            .ShouldBe(
                new ProcessDecision(
                    new ProcessStatus { State = ProcessState.Stopped, StartedAt = startedAt },
                    ProcessAction.None,
                    "stopped: its start had failed (command is empty)"
                )
            );
    }

    [Fact]
    public void With_killasgroup_the_stop_ends_with_the_last_of_the_group()
    {
        var scene = new ProcessScene { Stop = Policies.Stop with { KillAsGroup = true } }.Stopping();
        var before = scene.Status;

        scene
            .PutAfter(1, ProcessScene.Killed(SignalNumber.Terminate, groupRemains: true))
            .ShouldBe(
                new ProcessDecision(
                    before with
                    {
                        Child = ChildPresence.GroupOnly,
                        ProcessId = 0,
                    },
                    ProcessAction.None,
                    "was terminated by SIGTERM after 2 s; others of its process group are still there"
                )
            );
        scene.PutDeadline().Action.ShouldBe(ProcessAction.Kill);
        scene.Status = scene.Status with { Failures = 1 };
        scene
            .Put(ProcessInput.GroupEmptied)
            .ShouldBe(
                new ProcessDecision(
                    new ProcessStatus { State = ProcessState.Stopped, StartedAt = before.StartedAt },
                    ProcessAction.None,
                    "its process group is gone"
                )
            );
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void The_rest_of_a_group_is_waited_for_only_with_killasgroup_and_where_there_is_one(bool killAsGroup, bool remains)
    {
        var scene = new ProcessScene { Stop = Policies.Stop with { KillAsGroup = killAsGroup } }.Stopping();
        var decision = scene.Put(ProcessScene.Killed(SignalNumber.Terminate, remains));
        decision.Next.State.ShouldBe(ProcessState.Stopped);
        decision.Next.Child.ShouldBe(ChildPresence.None);
    }

    [Fact]
    public void A_stop_that_cannot_be_signalled_is_unknown_without_a_deadline()
    {
        var scene = new ProcessScene().Stopping();
        var before = scene.Status;
        scene
            .Put(ProcessInput.SignalFailed("kill: EPERM"))
            .ShouldBe(
                new ProcessDecision(before with { State = ProcessState.Unknown, Deadline = null }, ProcessAction.None, "kill: EPERM")
            );
    }

    [Fact]
    public void The_spawners_answer_reaches_an_unknown_process_too()
    {
        var scene = new ProcessScene().UnknownWhileSpawning();
        var up = scene.Put(ProcessInput.Spawned(ProcessScene.Pid));
        up.Next.State.ShouldBe(ProcessState.Unknown);
        up.Next.ProcessId.ShouldBe(ProcessScene.Pid);
        up.Next.Child.ShouldBe(ChildPresence.Alive);
        scene.Put(ProcessScene.ExitWith(0)).Next.State.ShouldBe(ProcessState.Stopped);
    }

    [Fact]
    public void A_stop_in_backoff_is_immediate_and_forgets_the_failures()
    {
        var scene = new ProcessScene().Backoff();
        var startedAt = scene.Status.StartedAt;
        scene
            .Put(ProcessInput.StopRequested)
            .ShouldBe(
                new ProcessDecision(
                    new ProcessStatus { State = ProcessState.Stopped, StartedAt = startedAt },
                    ProcessAction.None,
                    "stopped while waiting for the next start"
                )
            );
    }

    [Fact]
    public void A_shutdown_in_backoff_is_fatal_and_forgets_the_failures()
    {
        var scene = new ProcessScene().Backoff();
        var startedAt = scene.Status.StartedAt;
        scene
            .Put(ProcessInput.ShutdownRequested)
            .ShouldBe(
                new ProcessDecision(
                    new ProcessStatus { State = ProcessState.Fatal, StartedAt = startedAt },
                    ProcessAction.None,
                    "no further start: the daemon is ending"
                )
            );
    }

    [Fact]
    public void A_shutdown_stops_what_is_starting_or_running()
    {
        foreach (var scene in new[] { new ProcessScene().Spawning(), new ProcessScene().Starting(), new ProcessScene().Running() })
        {
            scene.RestartsAllowed = false;
            var decision = scene.Put(ProcessInput.ShutdownRequested);
            decision.Next.State.ShouldBe(ProcessState.Stopping);
            decision.Action.ShouldBe(ProcessAction.SendStopSignal);
            scene.Wait.ShouldBe(TimeSpan.FromSeconds(10));
        }
    }

    [Fact]
    public void A_wait_that_is_over_while_the_daemon_ends_is_fatal_and_leaves_no_deadline()
    {
        var scene = new ProcessScene().Backoff();
        scene.RestartsAllowed = false;

        var decision = scene.PutDeadline();

        decision.Next.State.ShouldBe(ProcessState.Fatal);
        decision.Next.Deadline.ShouldBeNull();
        decision.Next.Failures.ShouldBe(0);
        decision.Action.ShouldBe(ProcessAction.None);
        decision.Reason.ShouldBe("no further start: the daemon is ending");
    }

    [Fact]
    public void A_start_that_fails_while_the_daemon_ends_promises_no_other()
    {
        var scene = new ProcessScene().Starting();
        scene.RestartsAllowed = false;

        var failed = scene.PutAfter(0.5, ProcessScene.ExitWith(1));

        failed.Next.State.ShouldBe(ProcessState.Backoff);
        failed.Next.Deadline.ShouldBe(scene.Now);
        failed.Reason.ShouldBe("exited with status 1 after 0.5 s, shorter than startsecs 1; no further start: the daemon is ending");
        scene.Put(ProcessInput.DeadlinePassed).Next.State.ShouldBe(ProcessState.Fatal);
    }
}
