namespace Supervisor.Simulation.Tests.World;

/// <summary>What the kernel knows of a process.</summary>
internal enum SimulatedLife
{
    Alive,

    /// <summary>Ended, and not reaped by its parent: its pid is still its own.</summary>
    Zombie,
    Gone,
}
