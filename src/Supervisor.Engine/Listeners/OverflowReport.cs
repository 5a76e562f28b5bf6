using Supervisor.Configuration.Settings;
using Supervisor.Engine.Events;
using Supervisor.Engine.Time;

namespace Supervisor.Engine.Listeners;

/// <summary>
/// Says in the log that a pool's buffer overflowed: the first event at once in the original's words, those of the time that follows with
/// one line and their number, so that a flood of events is no flood of lines.
/// </summary>
internal sealed class OverflowReport(string pool, IDaemonLog log, MonotonicClock clock, TimerQueue timers) : ITimerTarget
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private LoopTimer? _timer;
    private long _count;
    private long _lastSerial;

    public void Discarded(NumberedEvent lost)
    {
        _timer ??= new LoopTimer(this);
        if (_timer.IsSet)
        {
            _count++;
            _lastSerial = lost.Serial;
            return;
        }
        log.Write(DaemonLogLevel.Error, Line(lost.Serial));
        timers.Set(_timer, clock.Now + Interval);
    }

    public void TimerFired(LoopTimer timer)
    {
        if (_count == 0)
            return;
        Close();
        timers.Set(timer, clock.Now + Interval);
    }

    /// <summary>Says what has not been said yet.</summary>
    public void Close()
    {
        if (_timer is not null)
            timers.Cancel(_timer);
        if (_count == 1)
            log.Write(DaemonLogLevel.Error, Line(_lastSerial));
        else if (_count > 1)
            log.Write(DaemonLogLevel.Error, $"{Line(_lastSerial)}, the last of {_count} since the line before");
        _count = 0;
    }

    private string Line(long serial) => $"pool {pool} event buffer overflowed, discarding event {serial}";
}
