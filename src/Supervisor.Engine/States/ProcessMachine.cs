using Supervisor.Engine.Retry;
using Supervisor.Engine.Time;

namespace Supervisor.Engine.States;

/// <summary>
/// The life of a process as a total table: for every state and every input there is one row that says what follows. It reads no clock and
/// touches no kernel.
/// </summary>
public static class ProcessMachine
{
    /// <summary>
    /// SIGKILL is not repeated sooner, also where stopwaitsecs are 0: what does not end at once (a disk that does not answer) would keep the
    /// loop busy. The original's one-second tick had this effect.
    /// </summary>
    private static readonly TimeSpan ShortestKillInterval = TimeSpan.FromSeconds(1);

    private delegate ProcessDecision Row(in ProcessStatus status, in ProcessInput input, in ProcessPolicy policy, in ProcessMoment moment);

    /// <summary>Columns in the order of <see cref="ProcessInputKind"/>.</summary>
    private static readonly Dictionary<ProcessState, Row[]> Table = new()
    {
        //                         start    stop          shutdown        spawned    failed        exited         group empty   signal failed deadline
        [ProcessState.Stopped] = [Start, Keep, Keep, Impossible, Impossible, Impossible, Impossible, Keep, Keep],
        [ProcessState.Starting] = [Keep, BeginStop, BeginStop, Up, StartFailed, EndedEarly, Impossible, Lost, Proven],
        [ProcessState.Running] = [Keep, BeginStop, BeginStop, Impossible, Impossible, Ended, Impossible, Lost, Keep],
        [ProcessState.Backoff] = [Keep, StopWaiting, GiveUpQuietly, Impossible, Impossible, Impossible, Impossible, Keep, Retry],
        [ProcessState.Stopping] = [Keep, Keep, Keep, UpTooLate, NeverCame, Gone, GroupGone, Lost, Escalate],
        [ProcessState.Exited] = [Start, CancelRestart, CancelRestart, Impossible, Impossible, Impossible, Impossible, Keep, Retry],
        [ProcessState.Fatal] = [Start, Keep, Keep, Impossible, Impossible, Impossible, Impossible, Keep, Keep],
        [ProcessState.Unknown] = [Keep, Keep, Keep, UpTooLate, NeverCame, Gone, GroupGone, Keep, Keep],
    };

    /// <summary>The next status and what is to be done, for one input.</summary>
    public static ProcessDecision Step(in ProcessStatus status, in ProcessInput input, in ProcessPolicy policy, in ProcessMoment moment) =>
        FitsChild(input.Kind, status.Child)
            ? Table[status.State][(int)input.Kind](status, input, policy, moment)
            : Impossible(status, input, policy, moment);

    /// <summary>
    /// What happened to a child can only be told of one that there is: a doubled or late answer of a spawner must not take the place of a
    /// child that lives.
    /// </summary>
    private static bool FitsChild(ProcessInputKind input, ChildPresence child) =>
        input switch
        {
            ProcessInputKind.Spawned or ProcessInputKind.SpawnFailed => child == ChildPresence.Spawning,
            ProcessInputKind.Exited => child == ChildPresence.Alive,
            ProcessInputKind.GroupEmptied => child == ChildPresence.GroupOnly,
            _ => true,
        };

    private static ProcessDecision Keep(in ProcessStatus status, in ProcessInput input, in ProcessPolicy policy, in ProcessMoment moment) =>
        new(status, ProcessAction.None, "");

    private static ProcessDecision Impossible(
        in ProcessStatus status,
        in ProcessInput input,
        in ProcessPolicy policy,
        in ProcessMoment moment
    ) => new(status, ProcessAction.None, $"{input.Kind} while {status.State.Word()} with child {status.Child}", IsExpected: false);

    private static ProcessDecision Start(
        in ProcessStatus status,
        in ProcessInput input,
        in ProcessPolicy policy,
        in ProcessMoment moment
    ) =>
        moment.RestartsAllowed
            ? new ProcessDecision(
                Spawning(status, moment) with
                {
                    Failures = 0,
                    Restarts = default,
                },
                ProcessAction.Spawn,
                "start requested"
            )
            : new ProcessDecision(status, ProcessAction.None, "");

    /// <summary>The waiting time after a failed start or before a restart is over.</summary>
    private static ProcessDecision Retry(in ProcessStatus status, in ProcessInput input, in ProcessPolicy policy, in ProcessMoment moment)
    {
        if (status.Deadline is not { } deadline || moment.Now < deadline)
            return new ProcessDecision(status, ProcessAction.None, "");
        if (status.State == ProcessState.Backoff && !RetryPolicy.MayRetry(policy.Retry, status.Failures))
        {
            var starts = status.Failures == 1 ? "failed start" : "failed starts";
            return new ProcessDecision(
                Down(status, ProcessState.Fatal) with
                {
                    Failures = 0,
                },
                ProcessAction.None,
                $"gave up after {status.Failures} {starts}"
            );
        }
        // A deadline in the past that stays armed would keep the loop from sleeping while the daemon waits for others to end.
        if (!moment.RestartsAllowed)
            return status.State == ProcessState.Backoff
                ? GiveUpQuietly(status, input, policy, moment)
                : new ProcessDecision(status with { Deadline = null }, ProcessAction.None, "not restarted: the daemon is ending");
        return new ProcessDecision(Spawning(status, moment), ProcessAction.Spawn, "the wait before the next start is over");
    }

    private static ProcessDecision StopWaiting(
        in ProcessStatus status,
        in ProcessInput input,
        in ProcessPolicy policy,
        in ProcessMoment moment
    ) => new(Down(status, ProcessState.Stopped) with { Failures = 0 }, ProcessAction.None, "stopped while waiting for the next start");

    private static ProcessDecision GiveUpQuietly(
        in ProcessStatus status,
        in ProcessInput input,
        in ProcessPolicy policy,
        in ProcessMoment moment
    ) => new(Down(status, ProcessState.Fatal) with { Failures = 0 }, ProcessAction.None, "no further start: the daemon is ending");

    private static ProcessDecision CancelRestart(
        in ProcessStatus status,
        in ProcessInput input,
        in ProcessPolicy policy,
        in ProcessMoment moment
    ) =>
        status.Deadline is null
            ? new ProcessDecision(status, ProcessAction.None, "")
            : new ProcessDecision(
                Down(status, ProcessState.Stopped) with
                {
                    Failures = 0,
                },
                ProcessAction.None,
                "stopped before its restart"
            );

    private static ProcessDecision Up(in ProcessStatus status, in ProcessInput input, in ProcessPolicy policy, in ProcessMoment moment)
    {
        var up = status with
        {
            Child = ChildPresence.Alive,
            ProcessId = input.ProcessId,
            StartedAt = moment.Now,
            Deadline = moment.Now + policy.Retry.StartDuration,
        };
        return new ProcessDecision(up, ProcessAction.None, "");
    }

    /// <summary>It stayed up for startsecs.</summary>
    private static ProcessDecision Proven(in ProcessStatus status, in ProcessInput input, in ProcessPolicy policy, in ProcessMoment moment)
    {
        if (status.Deadline is not { } deadline || moment.Now < deadline)
            return new ProcessDecision(status, ProcessAction.None, "");
        var running = status with { State = ProcessState.Running, Deadline = null, Failures = FailuresWhenUp(status, policy) };
        return new ProcessDecision(running, ProcessAction.None, $"stayed up for {DurationText.Of(policy.Retry.StartDuration)} (startsecs)");
    }

    private static ProcessDecision StartFailed(
        in ProcessStatus status,
        in ProcessInput input,
        in ProcessPolicy policy,
        in ProcessMoment moment
    ) => Fail(status, policy, moment, input.Error);

    /// <summary>Ended while STARTING: too quickly, or after startsecs but before its deadline was looked at.</summary>
    private static ProcessDecision EndedEarly(
        in ProcessStatus status,
        in ProcessInput input,
        in ProcessPolicy policy,
        in ProcessMoment moment
    )
    {
        var run = moment.Now - status.StartedAt;
        if (RetryPolicy.IsTooShort(policy.Retry, run))
        {
            var required = DurationText.Seconds(policy.Retry.StartDuration);
            return Fail(
                status,
                policy,
                moment,
                $"{ExitText.Sentence(input.Exit)} after {DurationText.Of(run)}, shorter than startsecs {required}"
            );
        }
        var running = status with { State = ProcessState.Running, Failures = FailuresWhenUp(status, policy) };
        var ended = Ended(running, input, policy, moment);
        return ended with { Passed = ended.Passed | PassedStates.Running };
    }

    private static ProcessDecision Ended(in ProcessStatus status, in ProcessInput input, in ProcessPolicy policy, in ProcessMoment moment)
    {
        var run = moment.Now - status.StartedAt;
        var forgets = RetryPolicy.Forgets(policy.Retry, run);
        var exited = Down(status, ProcessState.Exited) with
        {
            Failures = forgets ? 0 : status.Failures,
            Restarts = forgets ? default : status.Restarts,
        };
        var sentence = $"{ExitText.Sentence(input.Exit)} after {DurationText.Of(run)}";
        if (!moment.RestartsAllowed)
            return new ProcessDecision(exited, ProcessAction.None, sentence + "; not restarted: the daemon is ending");
        var verdict = RetryPolicy.AfterExit(policy.Retry, input.Exit, exited.Restarts, status.StartedAt, moment.Now);
        if (verdict.Kind == RestartVerdictKind.Fail)
            return Fail(exited, policy, moment, sentence) with { Passed = PassedStates.Exited };
        var next = verdict.Kind switch
        {
            RestartVerdictKind.Stay => exited,
            RestartVerdictKind.Complete => exited with { Failures = 0 },
            RestartVerdictKind.GiveUp => exited with { State = ProcessState.Fatal, Failures = 0 },
            _ => exited with { Deadline = verdict.At, Restarts = Counted(exited.Restarts, policy, verdict.At) },
        };
        var passed = verdict.Kind == RestartVerdictKind.GiveUp ? PassedStates.Exited : PassedStates.None;
        return new ProcessDecision(next, ProcessAction.None, sentence + "; " + verdict.Reason, passed);
    }

    private static ProcessDecision BeginStop(
        in ProcessStatus status,
        in ProcessInput input,
        in ProcessPolicy policy,
        in ProcessMoment moment
    )
    {
        var stopping = status with { State = ProcessState.Stopping, Deadline = moment.Now + policy.Stop.Wait };
        var target = policy.Stop.AsGroup ? "to its process group" : "to it";
        var why = input.Kind == ProcessInputKind.ShutdownRequested ? "the daemon is ending" : "stop requested";
        return new ProcessDecision(stopping, ProcessAction.SendStopSignal, $"{why}; {policy.Stop.Signal.Name} {target}");
    }

    /// <summary>The spawn that was under way when the stop came has been answered; the engine sends what it owes.</summary>
    private static ProcessDecision UpTooLate(
        in ProcessStatus status,
        in ProcessInput input,
        in ProcessPolicy policy,
        in ProcessMoment moment
    ) => new(status with { Child = ChildPresence.Alive, ProcessId = input.ProcessId, StartedAt = moment.Now }, ProcessAction.None, "");

    private static ProcessDecision NeverCame(
        in ProcessStatus status,
        in ProcessInput input,
        in ProcessPolicy policy,
        in ProcessMoment moment
    ) =>
        new(Down(status, ProcessState.Stopped) with { Failures = 0 }, ProcessAction.None, $"stopped: its start had failed ({input.Error})");

    private static ProcessDecision Gone(in ProcessStatus status, in ProcessInput input, in ProcessPolicy policy, in ProcessMoment moment)
    {
        var sentence = $"{ExitText.Sentence(input.Exit)} after {DurationText.Of(moment.Now - status.StartedAt)}";
        // Only a stop has the deadline that ends a group; an UNKNOWN one would be waited for without end.
        if (status.State != ProcessState.Stopping || !input.GroupRemains || !policy.Stop.KillAsGroup)
            return new ProcessDecision(Down(status, ProcessState.Stopped) with { Failures = 0 }, ProcessAction.None, sentence);
        var lingering = status with { Child = ChildPresence.GroupOnly, ProcessId = 0 };
        return new ProcessDecision(lingering, ProcessAction.None, $"{sentence}; others of its {Rest(policy)} are still there");
    }

    private static ProcessDecision GroupGone(
        in ProcessStatus status,
        in ProcessInput input,
        in ProcessPolicy policy,
        in ProcessMoment moment
    ) => new(Down(status, ProcessState.Stopped) with { Failures = 0 }, ProcessAction.None, $"its {Rest(policy)} is gone");

    private static string Rest(in ProcessPolicy policy) => policy.Stop.EndsTree ? "process tree" : "process group";

    /// <summary>stopwaitsecs are over: SIGKILL, and again after as long while anything is left.</summary>
    private static ProcessDecision Escalate(
        in ProcessStatus status,
        in ProcessInput input,
        in ProcessPolicy policy,
        in ProcessMoment moment
    )
    {
        if (status.Deadline is not { } deadline || moment.Now < deadline)
            return new ProcessDecision(status, ProcessAction.None, "");
        var next = MonotonicTime.Later(moment.Now + policy.Stop.Wait, moment.Now + ShortestKillInterval);
        var again = status with { Deadline = next };
        return new ProcessDecision(again, ProcessAction.Kill, $"did not end within {DurationText.Of(policy.Stop.Wait)} (stopwaitsecs)");
    }

    private static ProcessDecision Lost(in ProcessStatus status, in ProcessInput input, in ProcessPolicy policy, in ProcessMoment moment) =>
        new(status with { State = ProcessState.Unknown, Deadline = null }, ProcessAction.None, input.Error);

    private static ProcessDecision Fail(in ProcessStatus status, in ProcessPolicy policy, in ProcessMoment moment, string sentence)
    {
        var failures = status.Failures + 1;
        // Where nothing follows it goes through BACKOFF as well: its end is FATAL at once.
        var next = moment.Now;
        var outlook = "no attempt is left";
        if (!moment.RestartsAllowed)
            outlook = "no further start: the daemon is ending";
        else if (RetryPolicy.MayRetry(policy.Retry, failures))
        {
            next = RetryPolicy.AfterFailure(policy.Retry, failures, moment.JitterSample, status.StartedAt, moment.Now);
            outlook = $"attempt {RetryPolicy.NextAttempt(policy.Retry, failures)} in {DurationText.Of(next - moment.Now)}";
        }
        var waiting = Down(status, ProcessState.Backoff) with { Failures = failures, Deadline = next };
        return new ProcessDecision(waiting, ProcessAction.None, sentence + "; " + outlook);
    }

    private static ProcessStatus Spawning(in ProcessStatus status, in ProcessMoment moment) =>
        status with
        {
            State = ProcessState.Starting,
            Child = ChildPresence.Spawning,
            StartedAt = moment.Now,
            Deadline = null,
        };

    private static ProcessStatus Down(in ProcessStatus status, ProcessState state) =>
        status with
        {
            State = state,
            Child = ChildPresence.None,
            ProcessId = 0,
            Deadline = null,
        };

    private static int FailuresWhenUp(in ProcessStatus status, in ProcessPolicy policy) =>
        RetryPolicy.ForgetsWhenUp(policy.Retry) ? 0 : status.Failures;

    private static RestartHistory Counted(RestartHistory history, in ProcessPolicy policy, MonotonicTime restart) =>
        policy.Retry.RestartLimit is { } limit ? history.With(restart, limit) : history;
}
