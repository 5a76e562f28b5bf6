namespace Supervisor.Compat.Tests.Scenarios;

/// <summary>An action that comes to something else here than in the original, on purpose.</summary>
/// <param name="Action">The line of the scenario.</param>
/// <param name="Ours">Stands in our answer, and not in the original's.</param>
internal sealed record Difference(string Action, string Ours, string Reason);
