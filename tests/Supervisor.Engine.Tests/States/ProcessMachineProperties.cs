using FsCheck;
using FsCheck.Fluent;
using Supervisor.Engine.States;
using Supervisor.Engine.Time;
using Supervisor.Posix;
using Happening = Supervisor.Engine.Tests.States.RandomLife.Happening;

namespace Supervisor.Engine.Tests.States;

/// <summary>What holds at every moment of every life, whatever the settings.</summary>
public sealed class ProcessMachineProperties
{
    private static readonly Config Configuration = Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(60);

    /// <summary>Every change of state that there is, with those that a step may pass through as changes of their own.</summary>
    private static readonly HashSet<(ProcessState From, ProcessState To)> Changes =
    [
        (ProcessState.Stopped, ProcessState.Starting),
        (ProcessState.Exited, ProcessState.Starting),
        (ProcessState.Fatal, ProcessState.Starting),
        (ProcessState.Backoff, ProcessState.Starting),
        (ProcessState.Starting, ProcessState.Backoff),
        (ProcessState.Starting, ProcessState.Running),
        (ProcessState.Starting, ProcessState.Stopping),
        (ProcessState.Starting, ProcessState.Unknown),
        (ProcessState.Running, ProcessState.Exited),
        (ProcessState.Running, ProcessState.Stopping),
        (ProcessState.Running, ProcessState.Unknown),
        (ProcessState.Exited, ProcessState.Fatal),
        (ProcessState.Exited, ProcessState.Backoff),
        (ProcessState.Exited, ProcessState.Stopped),
        (ProcessState.Stopping, ProcessState.Stopped),
        (ProcessState.Stopping, ProcessState.Unknown),
        (ProcessState.Backoff, ProcessState.Fatal),
        (ProcessState.Backoff, ProcessState.Stopped),
        (ProcessState.Unknown, ProcessState.Stopped),
    ];

    [Fact]
    public void Every_status_is_consistent_and_every_step_is_one_of_the_known_changes() =>
        ForAllLives(
            (scene, happenings) =>
            {
                foreach (var happening in happenings)
                {
                    var input = RandomLife.Next(scene, happening);
                    var before = scene.Status;
                    var decision = scene.Put(input);
                    decision.IsExpected.ShouldBeTrue();
                    CheckStatus(scene);
                    CheckAction(before, decision);
                    CheckChange(before, decision, input);
                }
            }
        );

    [Fact]
    public void A_deadline_that_has_come_is_gone_afterwards_or_lies_ahead() =>
        ForAllLives(
            (scene, happenings) =>
            {
                foreach (var happening in happenings)
                {
                    scene.RestartsAllowed = happening.Choice % 3 > 0;
                    scene.Put(RandomLife.Next(scene, happening));
                    if (scene.Status.Deadline is null)
                        continue;
                    scene.PutDeadline();
                    (scene.Status.Deadline is null || scene.Status.Deadline > scene.Now).ShouldBeTrue();
                }
            }
        );

    [Fact]
    public void A_stop_of_what_is_up_or_coming_up_ends_in_stopped_when_the_world_cooperates() =>
        ForAllLives(
            (scene, happenings) =>
            {
                Live(scene, happenings);
                if (!scene.Status.State.IsRunning())
                    return;
                scene.Put(ProcessInput.StopRequested);
                Cooperate(scene);
                scene.Status.State.ShouldBe(ProcessState.Stopped);
            }
        );

    [Fact]
    public void A_stop_of_what_does_not_listen_ends_in_stopped_after_sigkill() =>
        ForAllLives(
            (scene, happenings) =>
            {
                Live(scene, happenings);
                if (!scene.Status.State.IsRunning())
                    return;
                if (scene.Put(ProcessInput.StopRequested).Action == ProcessAction.SendStopSignal)
                {
                    if (scene.Status.Child == ChildPresence.Spawning)
                        scene.Put(ProcessInput.Spawned(ProcessScene.Pid));
                    scene.PutDeadline().Action.ShouldBe(ProcessAction.Kill);
                    Cooperate(scene);
                }
                scene.Status.State.ShouldBe(ProcessState.Stopped);
            }
        );

    [Fact]
    public void A_shutdown_from_any_moment_ends_in_a_stopped_state_and_starts_nothing() =>
        ForAllLives(
            (scene, happenings) =>
            {
                Live(scene, happenings);
                scene.RestartsAllowed = false;
                scene.Put(ProcessInput.ShutdownRequested).Action.ShouldNotBe(ProcessAction.Spawn);
                Cooperate(scene);
                scene.Status.State.IsStopped().ShouldBeTrue();
                scene.Status.Child.ShouldBe(ChildPresence.None);
                scene.Status.Deadline.ShouldBeNull();
                foreach (var happening in happenings)
                    scene.Put(RandomLife.Next(scene, happening)).Action.ShouldBe(ProcessAction.None);
            }
        );

    [Fact]
    public void While_the_daemon_ends_nothing_is_started_and_every_life_comes_to_rest_by_itself() =>
        ForAllLives(
            (scene, happenings) =>
            {
                Live(scene, happenings);
                scene.RestartsAllowed = false;
                // Nobody asks for anything; the children end, and the deadlines come.
                for (var turn = 0; turn < 8 && scene.Status is not { Child: ChildPresence.None, Deadline: null }; turn++)
                {
                    var input = RandomLife.Cooperate(scene.Status);
                    (input is { } done ? scene.Put(done) : scene.PutDeadline()).Action.ShouldNotBe(ProcessAction.Spawn);
                }
                scene.Status.State.IsStopped().ShouldBeTrue();
                scene.Status.Child.ShouldBe(ChildPresence.None);
                scene.Status.Deadline.ShouldBeNull();
            }
        );

    /// <summary>Left to itself a program is started after every end for a reason that is set, and never spins.</summary>
    [Fact]
    public void Left_to_itself_a_program_is_started_within_a_second_of_a_short_run_only_where_a_wait_after_failures_is_set() =>
        ForAllLives(
            (scene, happenings) =>
            {
                scene.Put(ProcessInput.StartRequested);
                foreach (var happening in happenings)
                {
                    if (scene.Status.Child != ChildPresence.Spawning)
                        return;
                    var startedAt = scene.Now;
                    scene.Put(ProcessInput.Spawned(ProcessScene.Pid));
                    var ended = scene.PutAfter(Math.Max(0, happening.Milliseconds) / 1000.0, ProcessScene.ExitWith(happening.Choice % 2));
                    var isWaitSet = ended.Next.State == ProcessState.Backoff && scene.Retry.BackoffInitial > TimeSpan.Zero;
                    if (scene.Status.Deadline is null)
                        return;
                    scene.PutDeadline();
                    if (scene.Status.Child == ChildPresence.Spawning && !isWaitSet)
                        (scene.Now - startedAt).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(1));
                }
            }
        );

    private static void CheckStatus(ProcessScene scene)
    {
        var status = scene.Status;
        (status.ProcessId > 0).ShouldBe(status.Child == ChildPresence.Alive);
        var children = status.State switch
        {
            ProcessState.Starting => new[] { ChildPresence.Spawning, ChildPresence.Alive },
            ProcessState.Running => [ChildPresence.Alive],
            ProcessState.Stopping or ProcessState.Unknown => [ChildPresence.Spawning, ChildPresence.Alive, ChildPresence.GroupOnly],
            _ => [ChildPresence.None],
        };
        children.ShouldContain(status.Child);
        bool? hasDeadline = status.State switch
        {
            ProcessState.Backoff or ProcessState.Stopping => true,
            ProcessState.Starting => status.Child == ChildPresence.Alive,
            ProcessState.Exited => null,
            _ => false,
        };
        if (hasDeadline is { } has)
            status.Deadline.HasValue.ShouldBe(has);
        status.Failures.ShouldBeInRange(
            status.State == ProcessState.Backoff ? 1 : 0,
            status.State is ProcessState.Stopped or ProcessState.Fatal ? 0
                : scene.Retry.StartRetries is { } retries ? retries + 1
                : int.MaxValue
        );
        (status.StartedAt <= scene.Now).ShouldBeTrue();
    }

    private static void CheckAction(in ProcessStatus before, in ProcessDecision decision)
    {
        if (decision.Action == ProcessAction.Spawn)
        {
            before.Child.ShouldBe(ChildPresence.None);
            (decision.Next.State, decision.Next.Child).ShouldBe((ProcessState.Starting, ChildPresence.Spawning));
        }
        else if (before.Child == ChildPresence.None)
        {
            decision.Next.Child.ShouldBe(ChildPresence.None);
        }
        (decision.Action == ProcessAction.SendStopSignal).ShouldBe(
            before.State != ProcessState.Stopping && decision.Next.State == ProcessState.Stopping
        );
        if (decision.Action == ProcessAction.Kill)
            (before.State, decision.Next.State).ShouldBe((ProcessState.Stopping, ProcessState.Stopping));
    }

    private static void CheckChange(in ProcessStatus before, in ProcessDecision decision, in ProcessInput input)
    {
        var from = before.State;
        foreach (var (passed, state) in new[] { (PassedStates.Running, ProcessState.Running), (PassedStates.Exited, ProcessState.Exited) })
        {
            if (!decision.Passed.HasFlag(passed))
                continue;
            input.Kind.ShouldBe(ProcessInputKind.Exited);
            Changes.ShouldContain((from, state));
            from = state;
        }
        if (from != decision.Next.State)
            Changes.ShouldContain((from, decision.Next.State));
        if (before.State != decision.Next.State || decision.Action != ProcessAction.None)
            decision.Reason.ShouldNotBeEmpty();
        if (decision.Next == before)
            decision.Reason.ShouldBeEmpty();
    }

    private static void Live(ProcessScene scene, Happening[] happenings)
    {
        foreach (var happening in happenings)
            scene.Put(RandomLife.Next(scene, happening));
    }

    private static void Cooperate(ProcessScene scene)
    {
        for (var turn = 0; turn < 3 && RandomLife.Cooperate(scene.Status) is { } input; turn++)
            scene.Put(input);
    }

    private static void ForAllLives(Action<ProcessScene, Happening[]> property) =>
        Check.One(
            Configuration,
            Prop.ForAll(
                RandomLife.AllPolicies,
                RandomLife.Happenings,
                (policy, happenings) => property(RandomLife.Begin(policy), happenings)
            )
        );
}
