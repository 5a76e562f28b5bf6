using Supervisor.Engine.Slots;
using Supervisor.Engine.Spawning;
using Supervisor.Engine.Time;

namespace Supervisor.Simulation.Tests.World;

/// <summary>One request on its way.</summary>
internal sealed class SimulatedSpawn(SpawnRequest request)
{
    public SpawnRequest Request { get; } = request;

    public ProcessSlot Slot { get; } = (ProcessSlot)request.Owner;

    public SimulatedSpawnStage Stage { get; set; }

    /// <summary>It stays where it is until something ends that.</summary>
    public bool Hangs { get; set; }

    public SimulatedProcess? Child { get; set; }

    /// <summary>When the program began to run.</summary>
    public MonotonicTime At { get; set; }
}
