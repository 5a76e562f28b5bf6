using Supervisor.Engine.Time;

namespace Supervisor.Engine.Events;

/// <summary>
/// TICK events: each time that a slice of 5, 60 or 3600 seconds of the wall clock begins. The shortest period that somebody subscribed to
/// decides how often the loop wakes for it; without any it does not wake.
/// </summary>
internal sealed class TickClock : ITimerTarget
{
    private readonly EventSources _events;
    private readonly MonotonicClock _clock;
    private readonly TimerQueue _timers;
    private readonly LoopTimer _timer;

    /// <summary>The shortest first; each is a multiple of those before it.</summary>
    private readonly Period[] _periods = [new(EventType.Tick5, 5), new(EventType.Tick60, 60), new(EventType.Tick3600, 3600)];

    public TickClock(EventSources events, MonotonicClock clock, TimerQueue timers)
    {
        (_events, _clock, _timers) = (events, clock, timers);
        _timer = new LoopTimer(this);
    }

    /// <summary>Ticks for what is wanted, and for nothing else.</summary>
    public void Follow(EventTypeSet wanted)
    {
        var now = _clock.WallTime;
        foreach (var period in _periods)
        {
            var wasWanted = period.IsWanted;
            period.IsWanted = wanted.Contains(period.Type);
            if (period.IsWanted && !wasWanted)
                period.Begin(now, _events.LastTick(period.Type));
        }
        Arm(now);
    }

    public void TimerFired(LoopTimer timer)
    {
        var now = _clock.WallTime;
        foreach (var period in _periods)
        {
            var slice = period.SliceOf(now);
            // The same one when the wall clock was set back meanwhile, or runs slower than the one that timers follow.
            if (!period.IsWanted || slice == period.LastSlice)
                continue;
            period.LastSlice = slice;
            _events.Tick(new TickEvent(period.Type, slice));
        }
        Arm(now);
    }

    private void Arm(DateTimeOffset now)
    {
        if (Array.Exists(_periods, period => period.IsWanted && period.LastSlice < period.SliceOf(now)))
            _timers.Set(_timer, _clock.Now);
        else if (Array.Find(_periods, period => period.IsWanted) is { } shortest)
            _timers.Set(_timer, _clock.Now + (shortest.EndOfSlice(now) - now));
        else
            _timers.Cancel(_timer);
    }

    private sealed class Period(EventType type, int seconds)
    {
        private bool _hasBegun;

        public EventType Type { get; } = type;

        public bool IsWanted { get; set; }

        /// <summary>The beginning of the slice that was seen last, in seconds since 1970.</summary>
        public long LastSlice { get; set; }

        /// <param name="told">The slice that another master was in; a later one has begun while there was none.</param>
        public void Begin(DateTimeOffset now, long? told)
        {
            LastSlice = SliceOf(now);
            if (!_hasBegun && told < LastSlice)
                LastSlice = told.Value;
            _hasBegun = true;
        }

        public long SliceOf(DateTimeOffset now) => now.ToUnixTimeSeconds() / seconds * seconds;

        public DateTimeOffset EndOfSlice(DateTimeOffset now) => DateTimeOffset.FromUnixTimeSeconds(SliceOf(now) + seconds);
    }
}
