using Supervisor.Engine.Time;

namespace Supervisor.Engine.Spawning;

/// <summary>What became of a spawn request.</summary>
/// <param name="ProcessId">The child that runs the program; 0 when Error is set.</param>
/// <param name="Error">Why there is none, in the words that clients show; null when there is one.</param>
/// <param name="At">When the program began to run, or the start failed.</param>
public readonly record struct SpawnAnswer(SpawnRequest Request, int ProcessId, string? Error, MonotonicTime At);
