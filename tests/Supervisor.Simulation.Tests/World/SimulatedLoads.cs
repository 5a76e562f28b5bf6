using Supervisor.Configuration.Settings;
using Supervisor.Simulation.Tests.Schedules;

namespace Supervisor.Simulation.Tests.World;

/// <summary>Loads of the configuration, numbered and kept.</summary>
internal sealed class SimulatedLoads(RandomConfiguration configuration)
{
    private readonly Dictionary<ulong, SupervisorSettings> _kept = [];

    public IReadOnlyDictionary<ulong, SupervisorSettings> Kept => _kept;

    /// <summary>The files, after somebody has edited them.</summary>
    public SupervisorSettings Next() => Keep(configuration.Next());

    /// <summary>The files as they were.</summary>
    public SupervisorSettings Again() => Keep(configuration.Again());

    private SupervisorSettings Keep(SupervisorSettings settings)
    {
        var generation = (ulong)_kept.Count + 1;
        return _kept[generation] = settings.OfGeneration(generation);
    }
}
