using Supervisor.Engine.Loop;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Engine.Recovery;

/// <summary>What adopted processes share.</summary>
/// <param name="Ended">Told of the end of one that somebody else reaps.</param>
internal sealed record AdoptionParts(
    ILoopDescriptors Descriptors,
    TimerQueue Timers,
    MonotonicClock Clock,
    Action<ProcessSlot, ChildExit> Ended
);
