namespace Supervisor.Protocol.Processes;

/// <summary>The sets of states that requests are decided by, and their names.</summary>
public static class ProcessStates
{
    /// <summary>Every state, in the order of their numbers.</summary>
    public static readonly ProcessState[] All = Enum.GetValues<ProcessState>();

    /// <summary>RUNNING_STATES: it is up or meant to be.</summary>
    public static bool IsRunning(this ProcessState state) => state is ProcessState.Starting or ProcessState.Running or ProcessState.Backoff;

    /// <summary>STOPPED_STATES: there is no process and none is coming, unless a restart is due.</summary>
    public static bool IsStopped(this ProcessState state) =>
        state is ProcessState.Stopped or ProcessState.Exited or ProcessState.Fatal or ProcessState.Unknown;

    /// <summary>The word that clients show.</summary>
    public static string Word(this ProcessState state) =>
        state switch
        {
            ProcessState.Stopped => "STOPPED",
            ProcessState.Starting => "STARTING",
            ProcessState.Running => "RUNNING",
            ProcessState.Backoff => "BACKOFF",
            ProcessState.Stopping => "STOPPING",
            ProcessState.Exited => "EXITED",
            ProcessState.Fatal => "FATAL",
            ProcessState.Unknown => "UNKNOWN",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
        };
}
