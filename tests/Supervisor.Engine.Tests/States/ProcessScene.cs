using Supervisor.Configuration.Settings;
using Supervisor.Engine.States;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.States;

/// <summary>One process with its settings and a clock that moves only when it is told to.</summary>
internal sealed class ProcessScene
{
    public const int Pid = 4711;

    public RetrySettings Retry { get; set; } = Policies.Retry;
    public StopSettings Stop { get; set; } = Policies.Stop;
    public MonotonicTime Now { get; set; } = At(1000);
    public double Jitter { get; set; }
    public bool RestartsAllowed { get; set; } = true;
    public ProcessStatus Status { get; set; } = ProcessStatus.Initial;

    /// <summary>How long until the deadline.</summary>
    public TimeSpan? Wait => Status.Deadline - Now;

    public static MonotonicTime At(double seconds) => new MonotonicTime(0) + TimeSpan.FromSeconds(seconds);

    public static ProcessInput ExitWith(int status, bool groupRemains = false) =>
        ProcessInput.Exited(new ChildExit(Pid, status, null, false), groupRemains);

    public static ProcessInput Killed(SignalNumber signal, bool groupRemains = false) =>
        ProcessInput.Exited(new ChildExit(Pid, null, signal, false), groupRemains);

    /// <summary>The answer to an input; the scene goes on with it.</summary>
    public ProcessDecision Put(in ProcessInput input)
    {
        var moment = new ProcessMoment(Now, Jitter, RestartsAllowed);
        var decision = ProcessMachine.Step(Status, input, new ProcessPolicy(Retry, Stop), moment);
        Status = decision.Next;
        return decision;
    }

    public ProcessDecision PutAfter(double seconds, in ProcessInput input)
    {
        Now += TimeSpan.FromSeconds(seconds);
        return Put(input);
    }

    /// <summary>Lets the clock come to the deadline and says so.</summary>
    public ProcessDecision PutDeadline()
    {
        Now = MonotonicTime.Later(Now, Status.Deadline.ShouldNotBeNull());
        return Put(ProcessInput.DeadlinePassed);
    }

    /// <summary>It runs once. As it is configured without startsecs.</summary>
    public ProcessScene Oneshot()
    {
        Retry = Retry with { Type = StartType.Oneshot, StartDuration = TimeSpan.Zero };
        return this;
    }

    public ProcessScene Spawning()
    {
        Put(ProcessInput.StartRequested).Action.ShouldBe(ProcessAction.Spawn);
        return this;
    }

    public ProcessScene Starting()
    {
        Spawning().Put(ProcessInput.Spawned(Pid)).Next.Child.ShouldBe(ChildPresence.Alive);
        return this;
    }

    public ProcessScene Running()
    {
        Starting().PutDeadline().Next.State.ShouldBe(ProcessState.Running);
        return this;
    }

    public ProcessScene Stopping()
    {
        Running().Put(ProcessInput.StopRequested).Next.State.ShouldBe(ProcessState.Stopping);
        return this;
    }

    public ProcessScene StoppingWhileSpawning()
    {
        Spawning().Put(ProcessInput.StopRequested).Next.State.ShouldBe(ProcessState.Stopping);
        return this;
    }

    /// <summary>The child has ended on the stop signal, others of its group have not.</summary>
    public ProcessScene Lingering()
    {
        Stop = Stop with { KillAsGroup = true };
        Stopping().Put(Killed(SignalNumber.Terminate, groupRemains: true)).Next.Child.ShouldBe(ChildPresence.GroupOnly);
        return this;
    }

    public ProcessScene Backoff()
    {
        Starting().Put(ExitWith(1)).Next.State.ShouldBe(ProcessState.Backoff);
        return this;
    }

    /// <summary>It went down by itself and is not started again.</summary>
    public ProcessScene Exited()
    {
        Running().PutAfter(1, ExitWith(0)).Next.State.ShouldBe(ProcessState.Exited);
        Status.Deadline.ShouldBeNull();
        return this;
    }

    /// <summary>It went down by itself and will be started again.</summary>
    public ProcessScene AwaitingRestart()
    {
        Running().PutAfter(1, ExitWith(1)).Next.State.ShouldBe(ProcessState.Exited);
        Status.Deadline.ShouldNotBeNull();
        return this;
    }

    /// <summary>Its one run failed, and there will be another.</summary>
    public ProcessScene TriedAgain()
    {
        Running().PutAfter(1, ExitWith(1)).Next.State.ShouldBe(ProcessState.Backoff);
        return this;
    }

    public ProcessScene Fatal()
    {
        Retry = Retry with { StartRetries = 0 };
        Backoff().PutDeadline().Next.State.ShouldBe(ProcessState.Fatal);
        return this;
    }

    /// <summary>The stop signal could not be sent.</summary>
    public ProcessScene Unknown()
    {
        Stopping().Put(ProcessInput.SignalFailed("kill: EPERM")).Next.State.ShouldBe(ProcessState.Unknown);
        return this;
    }

    public ProcessScene UnknownWhileSpawning()
    {
        StoppingWhileSpawning().Put(ProcessInput.SignalFailed("kill: EPERM")).Next.State.ShouldBe(ProcessState.Unknown);
        return this;
    }

    public ProcessScene UnknownGroup()
    {
        Lingering().Put(ProcessInput.SignalFailed("kill: EPERM")).Next.State.ShouldBe(ProcessState.Unknown);
        return this;
    }
}
