using Supervisor.Engine.Kernel;
using Supervisor.Posix;

namespace Supervisor.Engine.Descendants;

/// <summary>What it takes to know whose processes are whose.</summary>
/// <param name="Mark">Of this instance.</param>
/// <param name="Roots">The daemon's processes that orphans fall to, this one first; the others may die.</param>
/// <param name="UserId">Whom programs act for that have no user of their own.</param>
public sealed record DescendantParts(
    IProcesses Processes,
    ProgramControlGroups ControlGroups,
    string Mark,
    IReadOnlyList<ProcessIdentity> Roots,
    uint UserId
);
