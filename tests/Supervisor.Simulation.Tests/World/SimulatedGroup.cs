namespace Supervisor.Simulation.Tests.World;

/// <summary>A process group; its number is not used again while anybody is in it.</summary>
internal sealed class SimulatedGroup(int number)
{
    public int Number { get; } = number;

    /// <summary>Zombies are members too until they are reaped.</summary>
    public List<SimulatedProcess> Members { get; } = [];
}
