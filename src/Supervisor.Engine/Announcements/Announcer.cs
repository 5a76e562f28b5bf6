using Supervisor.Engine.Logs;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Time;

namespace Supervisor.Engine.Announcements;

/// <summary>
/// Tells what happened, process by process in order. After an exit it waits until the log pump has written what the program's pipes held,
/// so that a program's last words stand in its log when its end is told; but no longer than <see cref="Patience"/>, and nothing else does.
/// </summary>
public sealed class Announcer : ITimerTarget
{
    /// <summary>How long an announcement waits for a log.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyList<IAnnouncementListener> _listeners;
    private readonly ILogPump _logs;
    private readonly MonotonicClock _clock;
    private readonly TimerQueue _timers;
    private readonly LoopTimer _timer;

    /// <summary>Slots that wait, with when they stop waiting, the earliest first: all wait equally long.</summary>
    private readonly Queue<(ProcessSlot Slot, MonotonicTime Until)> _waiting = new();

    /// <summary>Drains that have been asked for and not been answered, each with the wait of its slot that it belongs to.</summary>
    private readonly Dictionary<long, (ProcessSlot Slot, LogChannel Channel, int Wait)> _drains = [];
    private long _lastToken;
    private int _holding;

    public Announcer(IReadOnlyList<IAnnouncementListener> listeners, ILogPump logs, MonotonicClock clock, TimerQueue timers)
    {
        _listeners = listeners;
        _logs = logs;
        _clock = clock;
        _timers = timers;
        _timer = new LoopTimer(this);
    }

    /// <summary>
    /// Told of what is not told yet, and will be; and before which of the others, null for after all. Gives what is then to be told.
    /// </summary>
    public Func<Announcement, Announcement?, Announcement>? Delayed { get; init; }

    /// <summary>True while anything waits to be told.</summary>
    public bool IsHolding => _holding > 0;

    /// <summary>Tells it now, or once the slot's drains are answered.</summary>
    public void Announce(ProcessSlot slot, in Announcement announcement)
    {
        ArgumentNullException.ThrowIfNull(slot);
        if (slot.OpenDrains == 0)
        {
            Tell(announcement);
            return;
        }
        slot.Untold.Add(Delayed?.Invoke(announcement, null) ?? announcement);
    }

    /// <summary>Tells what has come from the log pump.</summary>
    public void Deliver(ChannelOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        // What a listener says is acted on once at most: acted on twice it would break the protocol, and what is missing is asked for again. An
        // event is told once more rather than not at all.
        if (output.Type is null)
            _logs.Arrived(output);
        AnnounceOutput(output);
        if (output.Type is not null)
            _logs.Arrived(output);
    }

    /// <summary>
    /// Tells what a program wrote, in order with its states: before its end is told when it is of the run that ended, after it otherwise.
    /// </summary>
    private void AnnounceOutput(ChannelOutput output)
    {
        if (output.Channel.Owner is not { } slot)
            return;
        var isOfEndedRun = output.Channel.EndedWriters.TryPeek(out var writer);
        var announcement = new Announcement
        {
            Kind = AnnouncementKind.Output,
            Process = slot.Settings,
            Slot = slot,
            ProcessId = isOfEndedRun ? writer : slot.WriterProcessId,
            Output = output,
            Reason = "",
        };
        var end = isOfEndedRun ? slot.Untold.FindIndex(untold => untold.Exit?.ProcessId == writer) : -1;
        if (end > 0)
            slot.Untold.Insert(end, Delayed?.Invoke(announcement, slot.Untold[end]) ?? announcement);
        else if (isOfEndedRun)
            Tell(announcement);
        else
            Announce(slot, announcement);
    }

    /// <summary>Calls back when nothing of this group's processes waits to be told any more.</summary>
    public void WhenTold(string group, Action told)
    {
        ArgumentNullException.ThrowIfNull(told);
        if (HeldOf(group) is { } slot)
            slot.AfterTold += () => WhenTold(group, told);
        else
            told();
    }

    /// <summary>Tells at once what still waits of this group's processes: one that has the same name is about to come.</summary>
    public void ReleaseGroup(string group)
    {
        while (HeldOf(group) is { } slot)
            Release(slot);
    }

    /// <summary>Has the pipe's content written; what is announced from now on waits for that.</summary>
    public void HoldFor(ProcessSlot slot, LogChannel? channel)
    {
        ArgumentNullException.ThrowIfNull(slot);
        if (channel is null)
            return;
        if (slot.OpenDrains++ == 0)
        {
            _holding++;
            slot.DrainPatience = _clock.Now + Patience;
            _waiting.Enqueue((slot, slot.DrainPatience));
            if (!_timer.IsSet)
                _timers.Set(_timer, slot.DrainPatience);
        }
        channel.EndedWriters.Enqueue(slot.LeaderExit.ProcessId);
        _drains.Add(++_lastToken, (slot, channel, slot.DrainWait));
        _logs.Drain(channel, _lastToken);
    }

    /// <summary>The log pump has answered a drain. Late answers, after the patience was over, mean nothing any more.</summary>
    public void Drained(long token)
    {
        if (!_drains.Remove(token, out var drain))
            return;
        drain.Channel.EndedWriters.Dequeue();
        if (drain.Slot.DrainWait != drain.Wait)
            return;
        if (drain.Slot.OpenDrains == 1)
            Release(drain.Slot);
        else
            drain.Slot.OpenDrains--;
    }

    /// <summary>Tells at once what still waits.</summary>
    public void Release(ProcessSlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        if (slot.OpenDrains > 0)
            _holding--;
        slot.OpenDrains = 0;
        slot.DrainWait++;
        TellAll(slot);
    }

    /// <summary>Tells at once what still waits of a removed slot whose name the new one has: one process' story is told in order.</summary>
    public void ReleaseNamesake(ProcessSlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        foreach (var (other, _) in _waiting)
        {
            if (
                !ReferenceEquals(other, slot)
                && string.Equals(other.Settings.DisplayName, slot.Settings.DisplayName, StringComparison.Ordinal)
            )
                Release(other);
        }
    }

    public void TimerFired(LoopTimer timer)
    {
        while (_waiting.TryPeek(out var entry))
        {
            var isOver = entry.Slot.OpenDrains == 0 || entry.Slot.DrainPatience != entry.Until;
            if (!isOver && entry.Until > _clock.Now)
            {
                _timers.Set(_timer, entry.Until);
                return;
            }
            _waiting.Dequeue();
            if (!isOver)
                Release(entry.Slot);
        }
    }

    private void TellAll(ProcessSlot slot)
    {
        for (var index = 0; index < slot.Untold.Count; index++)
            Tell(slot.Untold[index]);
        slot.Untold.Clear();
        var told = slot.AfterTold;
        slot.AfterTold = null;
        told?.Invoke();
    }

    private ProcessSlot? HeldOf(string group)
    {
        foreach (var (slot, _) in _waiting)
        {
            if (slot.OpenDrains > 0 && string.Equals(slot.Settings.GroupName, group, StringComparison.Ordinal))
                return slot;
        }
        return null;
    }

    private void Tell(in Announcement announcement)
    {
        foreach (var listener in _listeners)
            listener.Hear(announcement);
    }
}
