namespace Supervisor.Simulation.Tests.World;

/// <summary>How far a spawner has come with a request.</summary>
internal enum SimulatedSpawnStage
{
    Waiting,
    Taken,

    /// <summary>The child exists and its pid is published.</summary>
    Forked,

    /// <summary>The child runs its program, or was killed before it could.</summary>
    Done,

    /// <summary>The child could not run its program and has ended.</summary>
    FailedInChild,
}
