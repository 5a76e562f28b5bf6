namespace Supervisor.Engine.Control;

/// <summary>How far a call that only waits has come. The numbers are part of what one master passes on to the next.</summary>
internal enum CallStage
{
    /// <summary>What it has begun is waited for.</summary>
    Waiting,

    /// <summary>Of a restart: the stop is waited for, and the start after it.</summary>
    Stopping,
}
