namespace Supervisor.Engine.Retry;

/// <summary>What follows a run that was up and ended by itself.</summary>
public enum RestartVerdictKind
{
    /// <summary>It stays EXITED.</summary>
    Stay,

    /// <summary>It is started again at <see cref="RestartVerdict.At"/>.</summary>
    Restart,

    /// <summary>It has been restarted too often: FATAL.</summary>
    GiveUp,

    /// <summary>It is done: its exit was the success it was started for.</summary>
    Complete,

    /// <summary>The run counts as a start that failed.</summary>
    Fail,
}
