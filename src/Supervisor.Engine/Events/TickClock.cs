using Supervisor.Engine.Time;

namespace Supervisor.Engine.Events;

/// <summary>
/// TICK events: each time that a slice of 5, 60 or 3600 seconds of the wall clock begins. A period that nobody subscribed to wakes nobody.
/// </summary>
internal sealed class TickClock : ITimerTarget
{
    private readonly EventBoard _board;
    private readonly MonotonicClock _clock;
    private readonly TimerQueue _timers;
    private readonly LoopTimer[] _alarms;

    public TickClock(EventBoard board, MonotonicClock clock, TimerQueue timers)
    {
        (_board, _clock, _timers) = (board, clock, timers);
        _alarms =
        [
            new LoopTimer(this, new Period(EventType.Tick5, 5)),
            new LoopTimer(this, new Period(EventType.Tick60, 60)),
            new LoopTimer(this, new Period(EventType.Tick3600, 3600)),
        ];
    }

    /// <summary>Ticks for the periods that are wanted, and for no other.</summary>
    public void Follow(EventTypeSet wanted)
    {
        foreach (var alarm in _alarms)
        {
            var period = (Period)alarm.Subject!;
            if (!wanted.Contains(period.Type))
                _timers.Cancel(alarm);
            else if (!alarm.IsSet)
            {
                period.LastSlice = SliceOf(period, Now);
                Arm(alarm, period, Now);
            }
        }
    }

    public void TimerFired(LoopTimer timer)
    {
        var period = (Period)timer.Subject!;
        var now = Now;
        var slice = SliceOf(period, now);
        // The wall clock may have been set back meanwhile, or run slower than the one that timers follow.
        var isNew = slice != period.LastSlice;
        period.LastSlice = slice;
        Arm(timer, period, now);
        if (isNew)
            _board.Publish(new TickEvent(period.Type, slice));
    }

    private DateTimeOffset Now => _clock.WallTime;

    private static long SliceOf(Period period, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds();
        return seconds - (seconds % period.Seconds);
    }

    private void Arm(LoopTimer alarm, Period period, DateTimeOffset now)
    {
        var next = DateTimeOffset.FromUnixTimeSeconds(SliceOf(period, now) + period.Seconds);
        _timers.Set(alarm, _clock.Now + (next - now));
    }

    private sealed class Period(EventType type, int seconds)
    {
        public EventType Type { get; } = type;
        public int Seconds { get; } = seconds;

        /// <summary>The beginning of the slice that was seen last, in seconds since 1970.</summary>
        public long LastSlice { get; set; }
    }
}
