using Supervisor.Configuration.Settings;
using Supervisor.Engine.Announcements;
using Supervisor.Engine.Shutdown;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Time;

namespace Supervisor.Engine.Listeners;

/// <summary>
/// Lets listeners hear of the daemon's end: they are stopped last, and not before what happened until then has been told to them. One that
/// does not take its events in a second is not waited for.
/// </summary>
internal sealed class ListenerFarewell : ITimerTarget
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ListenerPools _pools;
    private readonly Roster _roster;
    private readonly Announcer _announcer;
    private readonly ShutdownSequence _shutdown;
    private readonly MonotonicClock _clock;
    private readonly TimerQueue _timers;
    private readonly LoopTimer _timer;
    private MonotonicTime? _until;

    public ListenerFarewell(
        ListenerPools pools,
        Roster roster,
        Announcer announcer,
        ShutdownSequence shutdown,
        MonotonicClock clock,
        TimerQueue timers
    )
    {
        (_pools, _roster, _announcer, _shutdown, _clock, _timers) = (pools, roster, announcer, shutdown, clock, timers);
        _timer = new LoopTimer(this);
    }

    /// <summary>These may be stopped now. Programs may at any time.</summary>
    public bool MayStop(IReadOnlyList<ProcessSlot> slots)
    {
        if (slots.Any(slot => slot.Settings.Kind != ProgramKind.EventListener) || !IsAwaited(slots))
            return true;
        var until = _until ??= _clock.Now + Patience;
        if (_clock.Now >= until)
            return true;
        _timers.Set(_timer, until);
        return false;
    }

    public void TimerFired(LoopTimer timer) => _shutdown.Proceed();

    private bool IsAwaited(IEnumerable<ProcessSlot> slots) =>
        _announcer.IsHolding || slots.Any(slot => _roster.FindGroup(slot.Settings.GroupName) is { } group && _pools.IsAtWork(group));
}
