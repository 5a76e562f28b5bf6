using Supervisor.Engine.Kernel;
using Supervisor.Engine.Loop;
using Supervisor.Engine.Time;

namespace Supervisor.Engine.Descendants;

/// <summary>What ending processes takes besides finding them.</summary>
internal sealed record ClearingParts(IKernel Kernel, ILoopDescriptors Descriptors, IDaemonLog Log, MonotonicClock Clock, TimerQueue Timers);
