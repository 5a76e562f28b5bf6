using Supervisor.Engine.Time;

namespace Supervisor.Engine.Retry;

/// <summary>What follows a run that was up and ended by itself, and why.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="At">When it is started again.</param>
/// <param name="Reason">The second half of the sentence that says why.</param>
public readonly record struct RestartVerdict(RestartVerdictKind Kind, MonotonicTime At, string Reason);
