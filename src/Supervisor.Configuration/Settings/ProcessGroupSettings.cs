using System.Collections.Immutable;

namespace Supervisor.Configuration.Settings;

/// <summary>A process group as configured: a [group.x], or the homogeneous group that every other program is of itself.</summary>
/// <param name="Processes">In starting order: programs in the order the group lists them, each one's processes by (priority, name).</param>
/// <param name="EventListener">Only for an [eventlistener.x] pool.</param>
/// <param name="FastCgiSocket">Only for an [fcgi-program.x].</param>
public sealed record ProcessGroupSettings(
    string Name,
    int Priority,
    ImmutableArray<ProcessSettings> Processes,
    EventListenerSettings? EventListener,
    ProgramSocketSettings? FastCgiSocket
);
