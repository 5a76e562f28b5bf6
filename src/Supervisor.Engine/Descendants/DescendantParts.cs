using Supervisor.Engine.Kernel;

namespace Supervisor.Engine.Descendants;

/// <summary>What it takes to know whose processes are whose.</summary>
/// <param name="Mark">Of this instance.</param>
/// <param name="Roots">The daemon's processes that orphans fall to, this one first.</param>
/// <param name="UserId">Whom programs act for that have no user of their own.</param>
public sealed record DescendantParts(
    IProcesses Processes,
    ProgramControlGroups ControlGroups,
    string Mark,
    IReadOnlyList<int> Roots,
    uint UserId
);
