namespace Supervisor.Engine.Spawning;

/// <summary>The file that a command names, or why there is none to run.</summary>
/// <param name="Path">Null when Error is set.</param>
/// <param name="Error">In the words that clients show.</param>
/// <param name="IsMissing">There is no such file at all.</param>
internal readonly record struct CommandResolution(string? Path, string? Error, bool IsMissing);
