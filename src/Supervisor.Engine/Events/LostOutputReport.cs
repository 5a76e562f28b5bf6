using System.Globalization;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Time;

namespace Supervisor.Engine.Events;

/// <summary>Says in the log how much output could not be told to listeners; for each program once a second at most.</summary>
internal sealed class LostOutputReport : ITimerTarget
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly IDaemonLog _log;
    private readonly MonotonicClock _clock;
    private readonly TimerQueue _timers;
    private readonly LoopTimer _timer;
    private readonly SortedDictionary<string, long> _lost = new(StringComparer.Ordinal);

    public LostOutputReport(IDaemonLog log, MonotonicClock clock, TimerQueue timers)
    {
        (_log, _clock, _timers) = (log, clock, timers);
        _timer = new LoopTimer(this);
    }

    /// <param name="program">Its display name.</param>
    /// <param name="bytes">How much of its output.</param>
    public void Add(string program, long bytes)
    {
        _lost[program] = _lost.GetValueOrDefault(program) + bytes;
        if (!_timer.IsSet)
            _timers.Set(_timer, _clock.Now + Interval);
    }

    public void TimerFired(LoopTimer timer)
    {
        foreach (var (program, bytes) in _lost)
            _log.Write(
                DaemonLogLevel.Error,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{program}: {bytes} bytes of its output were not told to listeners: it wrote faster than they could be passed on"
                )
            );
        _lost.Clear();
    }
}
