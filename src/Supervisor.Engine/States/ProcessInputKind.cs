namespace Supervisor.Engine.States;

/// <summary>What can happen to a process.</summary>
public enum ProcessInputKind
{
    /// <summary>Somebody, or autostart, wants it up.</summary>
    StartRequested,

    /// <summary>Somebody wants it down.</summary>
    StopRequested,

    /// <summary>The daemon ends.</summary>
    ShutdownRequested,

    /// <summary>The child runs its program.</summary>
    Spawned,

    /// <summary>No child came to be.</summary>
    SpawnFailed,

    /// <summary>The child ended.</summary>
    Exited,

    /// <summary>The last of the process group that outlived the child is gone.</summary>
    GroupEmptied,

    /// <summary>The stop signal could not be sent, although the process is there.</summary>
    SignalFailed,

    /// <summary>The deadline of the status has come.</summary>
    DeadlinePassed,
}
