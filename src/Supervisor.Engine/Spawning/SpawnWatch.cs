using Supervisor.Configuration.Settings;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Time;

namespace Supervisor.Engine.Spawning;

/// <summary>
/// The spawns that are under way. It sees to it that requests do not wait behind one that hangs, and says which one does.
/// </summary>
public sealed class SpawnWatch : ITimerTarget
{
    /// <summary>A spawn takes a fraction of a millisecond: when none is taken up for so long, all spawners hang.</summary>
    private static readonly TimeSpan QueuePatience = TimeSpan.FromMilliseconds(20);

    /// <summary>After this a spawn is said to hang.</summary>
    private static readonly TimeSpan HangPatience = TimeSpan.FromSeconds(1);

    private readonly ISpawners _spawners;
    private readonly IDaemonLog _log;
    private readonly MonotonicClock _clock;
    private readonly TimerQueue _timers;
    private readonly LoopTimer _queueTimer;
    private readonly LoopTimer _hangTimer;
    private readonly List<ProcessSlot> _underWay = [];
    private readonly HashSet<ProcessSlot> _hanging = [];
    private readonly List<ProcessSlot> _postponed = [];
    private bool _isPaused;
    private long _takenBefore;

    public SpawnWatch(ISpawners spawners, IDaemonLog log, MonotonicClock clock, TimerQueue timers)
    {
        _spawners = spawners;
        _log = log;
        _clock = clock;
        _timers = timers;
        _queueTimer = new LoopTimer(this);
        _hangTimer = new LoopTimer(this);
    }

    /// <summary>How many spawns have been asked for and not been answered.</summary>
    public int Count => _underWay.Count;

    public void Begin(ProcessSlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        if (_isPaused)
        {
            _postponed.Add(slot);
            return;
        }
        slot.SpawnPosition = _underWay.Count;
        _underWay.Add(slot);
        if (!_hangTimer.IsSet)
            _timers.Set(_hangTimer, _clock.Now + HangPatience);
        if (!_queueTimer.IsSet)
            WatchQueue();
        _spawners.Submit(slot.Request!);
    }

    /// <summary>Children are made no longer, until <see cref="Resume"/>.</summary>
    public void Pause() => _isPaused = true;

    /// <summary>Makes those that were asked for meanwhile.</summary>
    public void Resume()
    {
        _isPaused = false;
        foreach (var slot in _postponed)
            Begin(slot);
        _postponed.Clear();
    }

    /// <summary>Has a command looked up; the answer comes as a message.</summary>
    /// <param name="ticket">Comes back with the answer.</param>
    public void Check(SpawnRequest request, object ticket)
    {
        if (!_queueTimer.IsSet)
            WatchQueue();
        _spawners.Check(request, ticket);
    }

    /// <summary>Has a child made that is no program; it waits behind no hanging spawner, and that is all that is watched.</summary>
    public void Begin(SpawnRequest foreign)
    {
        if (!_queueTimer.IsSet)
            WatchQueue();
        _spawners.Submit(foreign);
    }

    public void End(ProcessSlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        var last = _underWay[^1];
        _underWay[slot.SpawnPosition] = last;
        last.SpawnPosition = slot.SpawnPosition;
        _underWay.RemoveAt(_underWay.Count - 1);
        if (_hanging.Remove(slot))
            _log.Write(DaemonLogLevel.Warn, $"the start of {slot.Settings.DisplayName} hangs no longer");
        if (_underWay.Count > 0)
            return;
        _timers.Cancel(_hangTimer);
        // Something else may wait behind others that hang.
        if (_spawners.Waiting == 0)
            _timers.Cancel(_queueTimer);
    }

    /// <summary>
    /// The slot whose child has this pid although its spawner has not answered yet; null if there is none. A child that was reaped has
    /// none: the number can be another's already.
    /// </summary>
    public ProcessSlot? FindByPublishedId(int processId)
    {
        foreach (var slot in _underWay)
        {
            if (slot.EarlyExit is null && slot.Request!.Published.Value == processId)
                return slot;
        }
        return null;
    }

    public void TimerFired(LoopTimer timer)
    {
        if (ReferenceEquals(timer, _queueTimer))
            LookAtQueue();
        else
            LookForHanging();
    }

    private void LookAtQueue()
    {
        if (_spawners.Waiting == 0)
            return;
        if (_spawners.Taken == _takenBefore)
            _spawners.AddThread();
        WatchQueue();
    }

    private void WatchQueue()
    {
        _takenBefore = _spawners.Taken;
        _timers.Set(_queueTimer, _clock.Now + QueuePatience);
    }

    private void LookForHanging()
    {
        var now = _clock.Now;
        foreach (var slot in _underWay)
        {
            if (slot.Request!.TakenAt is not { } taken || now - taken < HangPatience || !_hanging.Add(slot))
                continue;
            var child = slot.Request.Published.Value is var pid and not 0
                ? $"child {pid} hangs in chdir or exec"
                : "its command cannot be looked at";
            _log.Write(
                DaemonLogLevel.Warn,
                $"the start of {slot.Settings.DisplayName} ({slot.Settings.Command.Text}) has been hanging for {DurationText.Of(now - taken)}: {child}; other programs are not held up"
            );
        }
        _timers.Set(_hangTimer, now + HangPatience);
    }
}
