using Supervisor.Engine.States;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.States;

/// <summary>From a request to RUNNING, and what may come between.</summary>
public sealed class StartingTests
{
    public static TheoryData<string> Startable => ["STOPPED", "EXITED", "EXITED with restart", "FATAL"];

    [Theory]
    [MemberData(nameof(Startable))]
    public void A_start_request_spawns_and_forgets_failures_and_restarts(string situation)
    {
        var scene = Situation(situation);
        var restarts = scene.Status.Restarts.With(scene.Now, 5);
        scene.Status = scene.Status with { Failures = 2, Restarts = restarts };

        var decision = scene.PutAfter(5, ProcessInput.StartRequested);

        var expected = new ProcessStatus
        {
            State = ProcessState.Starting,
            Child = ChildPresence.Spawning,
            StartedAt = scene.Now,
        };
        decision.ShouldBe(new ProcessDecision(expected, ProcessAction.Spawn, "start requested"));
    }

    [Theory]
    [MemberData(nameof(Startable))]
    public void Nothing_is_started_while_the_daemon_ends(string situation)
    {
        var scene = Situation(situation);
        scene.RestartsAllowed = false;
        var before = scene.Status;
        scene.Put(ProcessInput.StartRequested).ShouldBe(new ProcessDecision(before, ProcessAction.None, ""));
    }

    [Fact]
    public void Startsecs_count_from_the_spawners_answer()
    {
        var scene = new ProcessScene().Spawning();
        scene.Status.Deadline.ShouldBeNull();

        var decision = scene.PutAfter(7, ProcessInput.Spawned(ProcessScene.Pid));

        var expected = new ProcessStatus
        {
            State = ProcessState.Starting,
            Child = ChildPresence.Alive,
            ProcessId = ProcessScene.Pid,
            StartedAt = scene.Now,
            Deadline = scene.Now + TimeSpan.FromSeconds(1),
        };
        decision.ShouldBe(new ProcessDecision(expected, ProcessAction.None, ""));
    }

    [Fact]
    public void It_is_running_at_startsecs_and_not_a_nanosecond_earlier()
    {
        var scene = new ProcessScene().Starting();
        scene.Status = scene.Status with { Failures = 2 };
        var before = scene.Status;
        var deadline = before.Deadline!.Value;

        scene.Now = deadline with { Nanoseconds = deadline.Nanoseconds - 1 };
        scene.Put(ProcessInput.DeadlinePassed).ShouldBe(new ProcessDecision(before, ProcessAction.None, ""));

        scene.Now = deadline;
        var running = before with { State = ProcessState.Running, Deadline = null, Failures = 0 };
        scene.Put(ProcessInput.DeadlinePassed).ShouldBe(new ProcessDecision(running, ProcessAction.None, "stayed up for 1 s (startsecs)"));
    }

    [Fact]
    public void Without_startsecs_it_is_running_at_once()
    {
        var scene = new ProcessScene { Retry = Policies.Retry with { StartDuration = TimeSpan.Zero } }.Starting();
        scene.Wait.ShouldBe(TimeSpan.Zero);
        scene.Put(ProcessInput.DeadlinePassed).Next.State.ShouldBe(ProcessState.Running);
    }

    [Fact]
    public void Too_quick_an_exit_is_a_failed_start_even_with_an_expected_status()
    {
        var scene = new ProcessScene().Starting();

        var decision = scene.PutAfter(0.3, ProcessScene.ExitWith(0));

        var expected = new ProcessStatus
        {
            State = ProcessState.Backoff,
            StartedAt = scene.Now + TimeSpan.FromSeconds(-0.3),
            Deadline = scene.Now + TimeSpan.FromSeconds(1),
            Failures = 1,
        };
        decision.ShouldBe(
            new ProcessDecision(
                expected,
                ProcessAction.None,
                "exited with status 0 after 0.3 s, shorter than startsecs 1; attempt 2 of 4 in 1 s"
            )
        );
    }

    [Fact]
    public void A_death_by_signal_within_startsecs_is_a_failed_start()
    {
        var scene = new ProcessScene { Retry = Policies.Retry with { StartDuration = TimeSpan.FromSeconds(2.25) } }.Starting();
        scene
            .PutAfter(2.1999, ProcessScene.Killed(new SignalNumber(11)))
            .Reason.ShouldBe("was terminated by SIGSEGV after 2.1 s, shorter than startsecs 2.25; attempt 2 of 4 in 1 s");
    }

    [Fact]
    public void The_run_and_startsecs_it_missed_never_read_as_the_same()
    {
        var scene = new ProcessScene().Starting();
        scene
            .PutAfter(0.9999, ProcessScene.ExitWith(1))
            .Reason.ShouldStartWith("exited with status 1 after 0.9 s, shorter than startsecs 1;");
    }

    [Fact]
    public void A_spawn_that_fails_is_a_failed_start_and_says_why()
    {
        var scene = new ProcessScene().Spawning();

        var decision = scene.PutAfter(0.5, ProcessInput.SpawnFailed("can't find command 'web'"));

        decision.Next.State.ShouldBe(ProcessState.Backoff);
        decision.Next.Child.ShouldBe(ChildPresence.None);
        decision.Next.Failures.ShouldBe(1);
        decision.Action.ShouldBe(ProcessAction.None);
        decision.Reason.ShouldBe("can't find command 'web'; attempt 2 of 4 in 1 s");
        scene.Wait.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void An_exit_at_startsecs_before_the_deadline_was_looked_at_passes_through_running(double startSeconds)
    {
        var scene = new ProcessScene { Retry = Policies.Retry with { StartDuration = TimeSpan.FromSeconds(startSeconds) } }.Starting();
        scene.Status = scene.Status with { Failures = 2 };

        var decision = scene.PutAfter(startSeconds, ProcessScene.ExitWith(0));

        decision.Next.State.ShouldBe(ProcessState.Exited);
        decision.Next.Failures.ShouldBe(0);
        decision.Next.Child.ShouldBe(ChildPresence.None);
        decision.Next.ProcessId.ShouldBe(0);
        decision.Passed.ShouldBe(PassedStates.Running);
        decision.Reason.ShouldBe(
            $"exited with status 0 after {(startSeconds == 0 ? "0 ms" : "1 s")}; not restarted: the exit was expected"
        );
    }

    [Fact]
    public void A_nanosecond_before_startsecs_an_exit_is_a_failed_start()
    {
        var scene = new ProcessScene().Starting();
        var deadline = scene.Status.Deadline!.Value;
        scene.Now = deadline with { Nanoseconds = deadline.Nanoseconds - 1 };

        var decision = scene.Put(ProcessScene.ExitWith(0));

        decision.Next.State.ShouldBe(ProcessState.Backoff);
        decision.Passed.ShouldBe(PassedStates.None);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_process_that_cannot_be_signalled_is_unknown_until_it_ends(bool killAsGroup)
    {
        var scene = new ProcessScene { Stop = Policies.Stop with { KillAsGroup = killAsGroup } }.Starting();
        var before = scene.Status;

        scene
            .Put(ProcessInput.SignalFailed("kill: EPERM"))
            .ShouldBe(
                new ProcessDecision(before with { State = ProcessState.Unknown, Deadline = null }, ProcessAction.None, "kill: EPERM")
            );

        // Nothing would ever end the rest of its group here, so it is not waited for.
        var ended = scene.PutAfter(3, ProcessScene.ExitWith(0, groupRemains: true));
        ended.Next.State.ShouldBe(ProcessState.Stopped);
        ended.Next.Child.ShouldBe(ChildPresence.None);
        ended.Next.ProcessId.ShouldBe(0);
        ended.Reason.ShouldBe("exited with status 0 after 3 s");
    }

    private static ProcessScene Situation(string situation) =>
        situation switch
        {
            "STOPPED" => new ProcessScene(),
            "EXITED" => new ProcessScene().Exited(),
            "EXITED with restart" => new ProcessScene().AwaitingRestart(),
            _ => new ProcessScene().Fatal(),
        };
}
