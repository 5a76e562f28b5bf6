namespace Supervisor.Engine.States;

/// <summary>What a decision asks the engine to do, besides taking over the next status.</summary>
public enum ProcessAction
{
    None,

    /// <summary>Make the child.</summary>
    Spawn,

    /// <summary>Send the stop signal.</summary>
    SendStopSignal,

    /// <summary>Send SIGKILL.</summary>
    Kill,
}
