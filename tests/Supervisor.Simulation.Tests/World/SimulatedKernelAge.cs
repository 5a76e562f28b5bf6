namespace Supervisor.Simulation.Tests.World;

/// <summary>What a kernel is too old for.</summary>
internal enum SimulatedKernelAge
{
    /// <summary>Left to chance.</summary>
    Any,

    /// <summary>No process can be held by a descriptor, and so no group (before Linux 5.3).</summary>
    WithoutPidfds,

    /// <summary>Nobody tells how a process ended that others have reaped (before Linux 6.15).</summary>
    WithoutExits,
}
