using Supervisor.Engine.Announcements;
using Supervisor.Engine.Events;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Time;

namespace Supervisor.Engine.Listeners;

/// <summary>All pools of listeners, as groups come, change and go.</summary>
internal sealed class ListenerPools(EventBoard board, IDaemonLog log, MonotonicClock clock, TimerQueue timers, EventNotes? notes)
    : IAnnouncementListener
{
    private readonly Dictionary<string, ListenerPool> _pools = new(StringComparer.Ordinal);

    /// <summary>The daemon's, for the envelopes.</summary>
    public string Identifier { get; set; } = "";

    /// <summary>Told when a listener has said something: its pool may have finished with what it had.</summary>
    public Action? Heard { get; set; }

    /// <summary>A group has been added, or is configured otherwise than before.</summary>
    public void Configured(ProcessGroup group)
    {
        var pool = _pools.GetValueOrDefault(group.Name);
        if (group.EventListener is not { } settings)
        {
            Removed(group);
            return;
        }
        if (pool is not null)
        {
            pool.Change(settings);
            board.Review();
            return;
        }
        pool = new ListenerPool(group, settings, Identifier, log, clock, timers, notes);
        _pools.Add(group.Name, pool);
        board.Subscribe(pool);
    }

    /// <summary>A group is gone: what waits in its pool goes with it.</summary>
    public void Removed(ProcessGroup group)
    {
        if (!_pools.Remove(group.Name, out var pool))
            return;
        board.Unsubscribe(pool);
        pool.Close();
    }

    /// <summary>A process that has outlived another master: where it is a listener, it goes on where it stood.</summary>
    public void Resume(ProcessSlot slot) => PoolOf(slot)?.Resume(slot);

    /// <summary>All that was taken over is: what waits can be given.</summary>
    public void Resumed()
    {
        foreach (var pool in _pools.Values)
            pool.Dispatch();
    }

    /// <summary>A listener of this group is still to get, or to answer, an event.</summary>
    public bool IsAtWork(ProcessGroup group) => _pools.TryGetValue(group.Name, out var pool) && pool.IsAtWork;

    public void Hear(in Announcement announcement)
    {
        var slot = announcement.Slot;
        if (PoolOf(slot) is not { } pool)
            return;
        if (announcement.Kind == AnnouncementKind.Output)
            Receive(pool, announcement);
        else if (announcement.Kind == AnnouncementKind.Removed)
            pool.Forget(slot);
        else if (announcement.Kind != AnnouncementKind.StateChanged)
            return;
        else if (announcement.Exit is not null && announcement.To != ProcessState.Running)
            pool.ProcessEnded(slot);
        else
            pool.Dispatch();
    }

    private void Receive(ListenerPool pool, in Announcement announcement)
    {
        // What a run wrote before its slot got other pipes is of no use to the present one.
        if (announcement.Output is not { Type: null } output || announcement.Slot.Pipes?.Stdout != output.Channel)
            return;
        pool.Receive(announcement.Slot, output.Data.Span);
        Heard?.Invoke();
    }

    private ListenerPool? PoolOf(ProcessSlot slot) => _pools.GetValueOrDefault(slot.Settings.GroupName);
}
