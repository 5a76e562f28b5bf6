namespace Supervisor.EndToEnd.Tests.Surroundings;

/// <summary>How a command ended and what it wrote.</summary>
internal sealed record CommandResult(int ExitStatus, string Output, string Error);
