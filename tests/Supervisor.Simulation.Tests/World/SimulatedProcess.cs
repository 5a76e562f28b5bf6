using Supervisor.Engine.Slots;
using Supervisor.Posix;

namespace Supervisor.Simulation.Tests.World;

/// <summary>One process of the simulated machine.</summary>
/// <param name="slot">Whose child it is or descends from; null for a stranger.</param>
internal sealed class SimulatedProcess(int processId, ProcessSlot? slot)
{
    public int ProcessId { get; } = processId;

    /// <summary>A slot of the present master, as long as that supervises it.</summary>
    public ProcessSlot? Slot { get; set; } = slot;

    /// <summary>In hundredths of a second, and no two have the same.</summary>
    public ulong StartTime { get; init; }

    public SimulatedLife Life { get; set; } = SimulatedLife.Alive;

    /// <summary>Null as long as it has not made its group.</summary>
    public SimulatedGroup? Group { get; set; }

    /// <summary>Null: the supervisor, or init.</summary>
    public SimulatedProcess? Parent { get; init; }

    /// <summary>Who has to reap it.</summary>
    public SimulatedGuardian Guardian { get; set; }

    /// <summary>The master is its parent and has to reap it.</summary>
    public bool IsOurChild => Guardian == SimulatedGuardian.Master;

    /// <summary>How often it is held by a descriptor.</summary>
    public int Handles { get; set; }

    /// <summary>Nobody who could tell has seen how it ended.</summary>
    public bool MayBeUnknown { get; set; }

    /// <summary>It was made by a spawner.</summary>
    public bool IsLeader { get; init; }

    /// <summary>It has not executed its program yet.</summary>
    public bool IsBeforeExec { get; set; }

    public bool IgnoresStopSignals { get; set; }

    /// <summary>Signals to it are refused with EPERM.</summary>
    public bool IsProtected { get; set; }

    /// <summary>How it will end once the kernel comes to it; null while nothing has killed it.</summary>
    public ChildExit? Fate { get; set; }

    /// <summary>It was reaped while its slot was being stopped together with its group.</summary>
    public bool WasReapedInGroupStop { get; set; }

    /// <summary>Its end has been told, after all that it wrote.</summary>
    public bool IsStoryOver { get; set; }

    /// <summary>How it ended.</summary>
    public ChildExit Exit { get; set; }

    public override string ToString() => $"pid {ProcessId} of {Slot?.Settings.DisplayName ?? "a stranger"}";
}
