using Supervisor.Configuration.Settings;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Time;

namespace Supervisor.Engine.Shutdown;

/// <summary>Stops everything, level by level.</summary>
public sealed class ShutdownSequence : ITimerTarget
{
    /// <summary>How often the log says what is still awaited.</summary>
    private static readonly TimeSpan ReminderInterval = TimeSpan.FromSeconds(3);

    private readonly Roster _roster;
    private readonly SlotDriver _driver;
    private readonly IDaemonLog _log;
    private readonly MonotonicClock _clock;
    private readonly TimerQueue _timers;
    private readonly LoopTimer _reminder;
    private ShutdownLevel? _level;

    public ShutdownSequence(Roster roster, SlotDriver driver, IDaemonLog log, MonotonicClock clock, TimerQueue timers)
    {
        _roster = roster;
        _driver = driver;
        _log = log;
        _clock = clock;
        _timers = timers;
        _reminder = new LoopTimer(this);
    }

    public bool HasBegun { get; private set; }

    /// <summary>Told when it begins, before anything is stopped.</summary>
    public Action? Beginning { get; set; }

    /// <summary>Asked before a level is stopped; false puts it off until <see cref="Proceed"/> is called again.</summary>
    public Func<IReadOnlyList<ProcessSlot>, bool>? MayStop { get; set; }

    /// <summary>Everything is gone.</summary>
    public bool IsOver { get; private set; }

    public void Begin()
    {
        if (HasBegun)
            return;
        HasBegun = true;
        Beginning?.Invoke();
        _driver.StartsAllowed = false;
        _timers.Set(_reminder, _clock.Now + ReminderInterval);
        Proceed();
    }

    /// <summary>Looks whether the present level is gone, and goes on with the next.</summary>
    public void Proceed()
    {
        if (!HasBegun || IsOver)
            return;
        while (NextLevel() is { } level)
        {
            if (level == _level)
                return;
            var members = Members(level);
            if (MayStop?.Invoke(members) == false)
                return;
            _level = level;
            foreach (var slot in members)
                _driver.ShutDown(slot);
        }
        IsOver = true;
        _timers.Cancel(_reminder);
    }

    /// <summary>SIGKILL to all that is left, of every level.</summary>
    public void KillAll()
    {
        foreach (var slot in Remaining().ToArray())
        {
            _driver.ShutDown(slot);
            _driver.KillNow(slot);
        }
    }

    /// <summary>"a, b": the names of what is still there.</summary>
    public string AwaitedNames => string.Join(", ", Remaining().Select(slot => slot.Settings.DisplayName));

    public void TimerFired(LoopTimer timer)
    {
        _log.Write(DaemonLogLevel.Info, $"waiting for {AwaitedNames} to die");
        _timers.Set(_reminder, _clock.Now + ReminderInterval);
    }

    private ShutdownLevel? NextLevel()
    {
        ShutdownLevel? first = null;
        foreach (var group in _roster.Groups)
        {
            foreach (var slot in group.Slots)
            {
                var level = new ShutdownLevel(group.Priority, slot.Settings.Priority);
                if (!IsGone(slot) && (first is not { } earliest || level < earliest))
                    first = level;
            }
        }
        return first;
    }

    private ProcessSlot[] Members(ShutdownLevel level) =>
        [
            .. from @group in _roster.Groups
            from slot in @group.Slots
            where !IsGone(slot) && new ShutdownLevel(@group.Priority, slot.Settings.Priority) == level
            select slot,
        ];

    private IEnumerable<ProcessSlot> Remaining() => _roster.Slots.Where(slot => !IsGone(slot));

    /// <summary>A process that cannot be signalled (UNKNOWN) cannot be waited for either.</summary>
    private static bool IsGone(ProcessSlot slot) =>
        slot.Status.State == ProcessState.Unknown || (slot.IsIdle && slot.Status.State.IsStopped());
}
