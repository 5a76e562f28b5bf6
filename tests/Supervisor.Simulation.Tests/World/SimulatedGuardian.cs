namespace Supervisor.Simulation.Tests.World;

/// <summary>Who is to reap a process.</summary>
internal enum SimulatedGuardian
{
    /// <summary>Its parent, another process here.</summary>
    Program,
    Master,
    Keeper,

    /// <summary>Init, or whoever else inherits; it is no part of the supervisor.</summary>
    Other,
}
