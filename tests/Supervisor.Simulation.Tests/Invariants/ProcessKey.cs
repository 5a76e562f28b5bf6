using Supervisor.Configuration.Settings;

namespace Supervisor.Simulation.Tests.Invariants;

/// <summary>What a process is known by.</summary>
internal readonly record struct ProcessKey(string Group, string Name)
{
    public static ProcessKey Of(ProcessSettings settings) => new(settings.GroupName, settings.Name);
}
