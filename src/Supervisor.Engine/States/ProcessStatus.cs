using Supervisor.Engine.Retry;
using Supervisor.Engine.Time;

namespace Supervisor.Engine.States;

/// <summary>All that the machine knows of one process. A value: a step makes the next one.</summary>
public readonly record struct ProcessStatus
{
    /// <summary>A process that was never started.</summary>
    public static readonly ProcessStatus Initial = new() { State = ProcessState.Stopped };

    public ProcessState State { get; init; }
    public ChildPresence Child { get; init; }

    /// <summary>0 when there is no child, or its pid is not known yet.</summary>
    public int ProcessId { get; init; }

    /// <summary>When the last spawn was asked for or answered; startsecs and uptime count from the answer.</summary>
    public MonotonicTime StartedAt { get; init; }

    /// <summary>When <see cref="ProcessInputKind.DeadlinePassed"/> is due; null when nothing is waited for.</summary>
    public MonotonicTime? Deadline { get; init; }

    /// <summary>Starts that failed in a row: Supervisor's backoff counter.</summary>
    public int Failures { get; init; }

    /// <summary>What the restart limit counts.</summary>
    public RestartHistory Restarts { get; init; }
}
