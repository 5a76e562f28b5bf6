using Supervisor.Configuration.Settings;
using Supervisor.Engine.States;
using Supervisor.Engine.Tests.States;
using Supervisor.Engine.Time;

namespace Supervisor.Engine.Tests.Retry;

/// <summary>When a program that does not come up is tried again, through the machine.</summary>
public sealed class BackoffTimingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public void There_are_startretries_and_one_attempts_with_waits_that_grow_by_a_second_and_fatal_right_after_the_last(int retries)
    {
        var scene = new ProcessScene { Retry = Policies.Retry with { StartRetries = retries } };
        scene.Put(ProcessInput.StartRequested);
        for (var attempt = 1; attempt <= retries; attempt++)
        {
            var failed = Fail(scene);
            failed.Next.Failures.ShouldBe(attempt);
            failed.Reason.ShouldEndWith($"; attempt {attempt + 1} of {retries + 1} in {attempt} s");
            scene.Wait.ShouldBe(TimeSpan.FromSeconds(attempt));
            scene.PutDeadline().Action.ShouldBe(ProcessAction.Spawn);
            scene.Status.Failures.ShouldBe(attempt);
        }

        var last = Fail(scene);
        last.Next.State.ShouldBe(ProcessState.Backoff);
        last.Next.Failures.ShouldBe(retries + 1);
        last.Reason.ShouldEndWith("; no attempt is left");
        scene.Wait.ShouldBe(TimeSpan.Zero);

        var before = scene.Status;
        var starts = retries == 0 ? "start" : "starts";
        scene
            .Put(ProcessInput.DeadlinePassed)
            .ShouldBe(
                new ProcessDecision(
                    new ProcessStatus { State = ProcessState.Fatal, StartedAt = before.StartedAt },
                    ProcessAction.None,
                    $"gave up after {retries + 1} failed {starts}"
                )
            );
    }

    /// <summary>Measured on the original with startretries = 3 and a program that cannot be executed; its tick made the second wait half a second longer.</summary>
    [Fact]
    public void By_default_starts_come_at_0_1_3_and_6_seconds()
    {
        var scene = new ProcessScene();
        var begin = scene.Now;
        var starts = new List<double>();
        for (var decision = scene.Put(ProcessInput.StartRequested); decision.Action == ProcessAction.Spawn; decision = scene.PutDeadline())
        {
            starts.Add((scene.Now - begin).TotalSeconds);
            scene.Put(ProcessInput.SpawnFailed("can't find command 'web'"));
        }
        starts.ShouldBe([0, 1, 3, 6]);
        (scene.Now - begin).ShouldBe(TimeSpan.FromSeconds(6));
        scene.Status.State.ShouldBe(ProcessState.Fatal);
    }

    [Fact]
    public void The_wait_is_over_at_its_end_and_not_a_nanosecond_earlier()
    {
        var scene = new ProcessScene().Backoff();
        var before = scene.Status;
        var deadline = before.Deadline!.Value;
        scene.Now = deadline with { Nanoseconds = deadline.Nanoseconds - 1 };
        scene.Put(ProcessInput.DeadlinePassed).ShouldBe(new ProcessDecision(before, ProcessAction.None, ""));

        scene.Now = deadline;
        scene
            .Put(ProcessInput.DeadlinePassed)
            .ShouldBe(
                new ProcessDecision(
                    before with
                    {
                        State = ProcessState.Starting,
                        Child = ChildPresence.Spawning,
                        StartedAt = deadline,
                        Deadline = null,
                    },
                    ProcessAction.Spawn,
                    "the wait before the next start is over"
                )
            );
    }

    [Fact]
    public void Infinite_retries_never_give_up_and_name_no_last_attempt()
    {
        var scene = new ProcessScene
        {
            Retry = Policies.Retry with
            {
                StartRetries = null,
                Backoff = BackoffKind.Exponential,
                BackoffMaximum = TimeSpan.FromSeconds(30),
            },
        };
        scene.Put(ProcessInput.StartRequested);
        for (var failures = 1; failures <= 5000; failures++)
        {
            var wait = failures > 5 ? 30 : Math.Pow(2, failures - 1);
            Fail(scene).Reason.ShouldEndWith($"; attempt {failures + 1} in {wait} s");
            scene.Wait.ShouldBe(TimeSpan.FromSeconds(wait));
            scene.PutDeadline().Action.ShouldBe(ProcessAction.Spawn);
        }
    }

    [Fact]
    public void Reaching_running_forgets_the_failures()
    {
        var scene = new ProcessScene().Backoff();
        scene.PutDeadline();
        scene.Put(ProcessInput.Spawned(ProcessScene.Pid)).Next.Failures.ShouldBe(1);
        scene.PutDeadline().Next.State.ShouldBe(ProcessState.Running);
        scene.Status.Failures.ShouldBe(0);
    }

    [Fact]
    public void With_backoff_reset_after_only_a_long_enough_run_forgets_the_failures()
    {
        var scene = new ProcessScene { Retry = Policies.Retry with { BackoffResetAfter = TimeSpan.FromSeconds(60) } }.Backoff();
        scene.PutDeadline();

        // Up for 59 s: the failure is still counted.
        scene.Put(ProcessInput.Spawned(ProcessScene.Pid));
        scene.PutDeadline().Next.State.ShouldBe(ProcessState.Running);
        scene.Status.Failures.ShouldBe(1);
        scene.PutAfter(58, ProcessScene.ExitWith(1)).Next.Failures.ShouldBe(1);
        scene.PutDeadline().Next.Failures.ShouldBe(1);
        Fail(scene).Next.Failures.ShouldBe(2);
        scene.Wait.ShouldBe(TimeSpan.FromSeconds(2));
        scene.PutDeadline();

        // Up for 60 s: forgotten.
        scene.Put(ProcessInput.Spawned(ProcessScene.Pid));
        scene.PutDeadline();
        scene.PutAfter(59, ProcessScene.ExitWith(1)).Next.Failures.ShouldBe(0);
        scene.PutDeadline();
        Fail(scene).Next.Failures.ShouldBe(1);
    }

    [Fact]
    public void With_backoff_reset_after_an_exit_that_passes_through_running_forgets_no_failure()
    {
        var scene = new ProcessScene { Retry = Policies.Retry with { BackoffResetAfter = TimeSpan.FromSeconds(60) } }.Backoff();
        scene.PutDeadline();
        scene.Put(ProcessInput.Spawned(ProcessScene.Pid));
        var decision = scene.PutAfter(1, ProcessScene.ExitWith(1));
        decision.Passed.ShouldBe(PassedStates.Running);
        decision.Next.Failures.ShouldBe(1);
    }

    [Fact]
    public void Jitter_moves_the_wait_by_the_sample_of_the_moment()
    {
        var scene = new ProcessScene
        {
            Retry = Policies.Retry with { BackoffInitial = TimeSpan.FromSeconds(10), BackoffJitter = 0.5 },
            Jitter = -0.5,
        };
        scene.Backoff().Wait.ShouldBe(TimeSpan.FromSeconds(7.5));
        scene.PutDeadline();
        scene.Jitter = 1;
        Fail(scene).Reason.ShouldEndWith("; attempt 3 of 4 in 30 s");
        scene.Wait.ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_program_without_startsecs_starts_once_a_second_at_most()
    {
        var scene = new ProcessScene
        {
            Retry = Policies.Retry with { StartDuration = TimeSpan.Zero, Autorestart = AutorestartPolicy.Always },
        };
        scene.Put(ProcessInput.StartRequested);
        for (var run = 0; run < 10; run++)
        {
            var startedAt = scene.Now;
            scene.Put(ProcessInput.Spawned(ProcessScene.Pid));
            var exited = scene.PutAfter(0.25, ProcessScene.ExitWith(0));
            exited.Next.State.ShouldBe(ProcessState.Exited);
            exited.Reason.ShouldBe("exited with status 0 after 0.2 s; restart in 0.7 s");
            scene.PutDeadline().Action.ShouldBe(ProcessAction.Spawn);
            scene.Now.ShouldBe(startedAt + TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public void Without_a_wait_failed_starts_come_once_a_second_at_most()
    {
        var scene = new ProcessScene { Retry = Policies.Retry with { StartRetries = null, BackoffInitial = TimeSpan.Zero } };
        scene.Put(ProcessInput.StartRequested);
        for (var attempt = 0; attempt < 10; attempt++)
        {
            var askedAt = scene.Now;
            scene.PutAfter(0.25, ProcessInput.SpawnFailed("command is empty")).Reason.ShouldEndWith(" in 0.7 s");
            scene.PutDeadline().Action.ShouldBe(ProcessAction.Spawn);
            scene.Now.ShouldBe(askedAt + TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public void A_wait_without_end_is_no_overflow()
    {
        var scene = new ProcessScene { Retry = Policies.Retry with { BackoffInitial = TimeSpan.MaxValue } }.Backoff();
        scene.Status.Deadline.ShouldBe(MonotonicTime.Never);
    }

    /// <summary>The spawn is answered, and the child ends within startsecs.</summary>
    private static ProcessDecision Fail(ProcessScene scene)
    {
        scene.Put(ProcessInput.Spawned(ProcessScene.Pid));
        var failed = scene.PutAfter(0.25, ProcessScene.ExitWith(1));
        failed.Next.State.ShouldBe(ProcessState.Backoff);
        return failed;
    }
}
