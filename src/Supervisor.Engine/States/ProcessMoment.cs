using Supervisor.Engine.Time;

namespace Supervisor.Engine.States;

/// <summary>The circumstances of a step, which a pure function cannot find out for itself.</summary>
/// <param name="Now">The present moment.</param>
/// <param name="JitterSample">A random number from −1 to 1 that this step may use.</param>
/// <param name="RestartsAllowed">False while the daemon is ending: nothing is started any more.</param>
public readonly record struct ProcessMoment(MonotonicTime Now, double JitterSample, bool RestartsAllowed);
