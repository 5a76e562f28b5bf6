using Supervisor.Engine.Descendants;
using Supervisor.Engine.Kernel;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Time;

namespace Supervisor.Engine.Forking;

/// <summary>What starts of programs that fork themselves share.</summary>
/// <param name="MainFound">Told which process is the main one; false when it is gone already.</param>
/// <param name="Failed">Told why there is none, once nothing is left of the start.</param>
internal sealed record ForkingParts(
    DescendantFinder Finder,
    ClearingParts Clearing,
    Func<ProcessSlot, Descendant, bool> MainFound,
    Action<ProcessSlot, string> Failed
)
{
    public IKernel Kernel => Clearing.Kernel;

    public MonotonicClock Clock => Clearing.Clock;

    public TimerQueue Timers => Clearing.Timers;
}
