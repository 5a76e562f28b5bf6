using System.Collections.Immutable;
using Supervisor.Configuration.Settings;

namespace Supervisor.Engine.Choices;

/// <summary>The processes that somebody has disabled: they do not start by themselves, until somebody enables them.</summary>
public sealed class DisabledPrograms
{
    /// <summary>Also of processes that are not configured now: they may come back.</summary>
    public ImmutableHashSet<ProcessName> Names { get; internal set; } = [];

    public bool Contains(ProcessSettings process)
    {
        ArgumentNullException.ThrowIfNull(process);
        return Names.Count > 0 && Names.Contains(new ProcessName(process.GroupName, process.Name));
    }

    /// <summary>It is configured to start by itself, and has not been disabled.</summary>
    public bool Autostarts(ProcessSettings process)
    {
        ArgumentNullException.ThrowIfNull(process);
        return process.Autostart && !Contains(process);
    }
}
