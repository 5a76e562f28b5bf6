using Supervisor.Configuration.Settings;
using Supervisor.Engine.Announcements;
using Supervisor.Engine.Shutdown;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Time;

namespace Supervisor.Engine.Listeners;

/// <summary>
/// Lets listeners hear of the daemon's end: they are stopped last, and not before what happened until then has been told to them. One that
/// says nothing for a second is not waited for, and all of them together not for ever: a listener can make events of its own.
/// </summary>
internal sealed class ListenerFarewell : ITimerTarget
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(10);

    private readonly ListenerPools _pools;
    private readonly Roster _roster;
    private readonly Announcer _announcer;
    private readonly ShutdownSequence _shutdown;
    private readonly MonotonicClock _clock;
    private readonly TimerQueue _timers;
    private readonly LoopTimer _timer;
    private MonotonicTime _until;
    private MonotonicTime _end;
    private bool _hasBegun;

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
        if (!_hasBegun)
        {
            (_hasBegun, _end) = (true, _clock.Now + LongestPatience);
            Wait();
        }
        return _clock.Now >= _until;
    }

    /// <summary>A listener has said something.</summary>
    public void Heard()
    {
        if (_hasBegun && _clock.Now < _until)
            Wait();
        _shutdown.Proceed();
    }

    public void TimerFired(LoopTimer timer) => _shutdown.Proceed();

    private void Wait()
    {
        _until = _clock.Now + Patience;
        _until = _until < _end ? _until : _end;
        _timers.Set(_timer, _until);
    }

    private bool IsAwaited(IEnumerable<ProcessSlot> slots) =>
        _announcer.IsHolding || slots.Any(slot => _roster.FindGroup(slot.Settings.GroupName) is { } group && _pools.IsAtWork(group));
}
