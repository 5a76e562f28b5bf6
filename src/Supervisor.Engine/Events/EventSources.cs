using Supervisor.Configuration.Settings;
using Supervisor.Engine.Announcements;
using Supervisor.Engine.Control;
using Supervisor.Engine.Listeners;
using Supervisor.Engine.Logs;
using Supervisor.Engine.Time;

namespace Supervisor.Engine.Events;

/// <summary>Makes events of what happens in the daemon.</summary>
/// <param name="notes">What another master is to find; null notes nothing.</param>
internal sealed class EventSources(EventBoard board, LostOutputReport lost, IDaemonLog log, MonotonicClock clock, EventNotes? notes = null)
    : IAnnouncementListener,
        IControlEvents
{
    private long _lastChange;

    public void Began() => TellOnce(new SupervisorStateEvent(EventType.SupervisorStateChangeRunning) { Change = NextChange() });

    public void Ending() => TellOnce(new SupervisorStateEvent(EventType.SupervisorStateChangeStopping) { Change = NextChange() });

    public void GroupAdded(string name) => TellOnce(GroupEvent(EventType.ProcessGroupAdded, name));

    /// <summary>It is being removed, and goes with its last process: should this process be killed then, the next one tells it.</summary>
    public void GroupLeaves(string name)
    {
        var subject = EventOrigin.OfGroup(name);
        if (notes is null || notes.FindDelayed(subject) is not null)
            return;
        if (board.IsWanted(EventType.ProcessGroupRemoved))
            notes.Delayed(GroupEvent(EventType.ProcessGroupRemoved, name));
        else if (notes.LastOf(subject) is not null)
            notes.Lasts(subject, EventType.ProcessGroupRemoved);
    }

    /// <summary>It was being removed, and is not any more.</summary>
    public void GroupStays(string name)
    {
        if (notes?.FindDelayed(EventOrigin.OfGroup(name))?.Origin is { } origin)
            notes.Drop(origin);
    }

    public void GroupRemoved(string name)
    {
        if (notes?.FindDelayed(EventOrigin.OfGroup(name)) is { Type: EventType.ProcessGroupRemoved } noted)
            Tell(noted);
        else
            TellOnce(GroupEvent(EventType.ProcessGroupRemoved, name));
    }

    public void RemoteCommunication(string type, string data)
    {
        if (board.IsWanted(EventType.RemoteCommunication))
            TellOnce(new RemoteCommunicationEvent(type, data) { Change = NextChange() });
    }

    public void Tick(TickEvent tick) => TellOnce(tick);

    /// <summary>The beginning of the last slice of which anybody was told; null when nobody was.</summary>
    public long? LastTick(EventType type) => notes?.LastChangeOf(EventOrigin.OfTick(type));

    public void Hear(in Announcement announcement)
    {
        if (announcement.Kind == AnnouncementKind.Output)
            PublishOutput(announcement);
        else if (announcement.Kind == AnnouncementKind.Removed)
            notes?.Forget(announcement.Process.GroupName, announcement.Process.Name);
        else if (announcement.Kind == AnnouncementKind.StateChanged)
            PublishChange(announcement);
    }

    /// <summary>It is told later; should this process be killed before, the next one tells it.</summary>
    /// <param name="before">What it is told before; null for after all that is to be told.</param>
    /// <returns>The same, numbered.</returns>
    public Announcement Delay(Announcement announcement, Announcement? before = null)
    {
        if (notes is null)
            return announcement;
        // What came without a note of the log pump gets one here.
        if (announcement.Output is { Type: not null, Note.Number: 0 } output)
            announcement = announcement with { Output = output with { Note = new OutputNote(NextChange(), 0) } };
        if (EventOf(announcement) is { Origin: not null } happened && board.IsWanted(happened.Type))
            notes.Delayed(happened, before is { Kind: AnnouncementKind.StateChanged } end ? ProcessStateEvent.Of(end).Origin : null);
        return announcement;
    }

    /// <summary>Another master has not come to tell a change of this process' state.</summary>
    public bool IsChangeUntold(ProcessSettings process) => notes?.FindDelayed($"{process.GroupName}:{process.Name}") is not null;

    /// <summary>Another master has not come to tell what this process wrote, although it knew whose it was.</summary>
    public bool IsOutputUntold(ProcessSettings process, EventType type)
    {
        var beginning = $"processname:{process.Name} groupname:{process.GroupName} ";
        foreach (var happened in notes?.Untold ?? [])
        {
            if (happened.Type == type && happened.Text.StartsWith(beginning, StringComparison.Ordinal))
                return true;
        }
        return false;
    }

    /// <summary>Tells what another master has not come to tell.</summary>
    /// <param name="isThere">Whether there is such a group: then its end has not come yet.</param>
    public void TellDelayed(Func<string, bool> isThere)
    {
        var untold = notes?.Untold ?? [];
        foreach (var happened in untold.Where(happened => happened.Type != EventType.ProcessGroupRemoved))
            Tell(happened);
        // After all that its processes did.
        foreach (var removed in untold.Where(happened => happened.Type == EventType.ProcessGroupRemoved))
        {
            if (!isThere(EventOrigin.GroupOf(removed.Origin!.Value)))
                Tell(removed);
        }
    }

    private long NextChange() => _lastChange = Math.Max(_lastChange + 1, clock.Now.Nanoseconds);

    private ProcessGroupEvent GroupEvent(EventType type, string name) => new(type, name) { Change = NextChange() };

    private static SupervisorEvent? EventOf(in Announcement announcement) =>
        announcement.Kind switch
        {
            AnnouncementKind.StateChanged => ProcessStateEvent.Of(announcement),
            AnnouncementKind.Output => ProcessOutputEvent.Of(announcement),
            _ => null,
        };

    /// <summary>
    /// It is noted before the first pool has it and until the last has: all or none have it then, whenever this process is killed. What has
    /// been told so and holds until the opposite is told is not told again: another master had come so far.
    /// </summary>
    private void TellOnce(SupervisorEvent happened)
    {
        var lasting = happened.Origin is { IsLasting: true, Subject: var subject } ? subject : null;
        var last = lasting is null ? null : notes?.LastOf(lasting);
        if (last == happened.Type)
            return;
        if (board.IsWanted(happened.Type))
        {
            notes?.Delayed(happened);
            Tell(happened);
        }
        else if (last is not null)
            notes!.Lasts(lasting!, happened.Type);
    }

    private void Tell(SupervisorEvent happened)
    {
        board.Publish(happened);
        notes?.Told(happened);
    }

    private void PublishChange(in Announcement announcement)
    {
        if (board.IsWanted(ProcessStateEvent.TypeOf(announcement.To)) || notes is { HasDelayed: true })
            TellIfWanted(ProcessStateEvent.Of(announcement));
    }

    private bool TellIfWanted(SupervisorEvent happened)
    {
        var isWanted = board.IsWanted(happened.Type);
        if (isWanted)
            Tell(happened);
        else if (happened.Origin is { } origin)
            notes?.Drop(origin);
        return isWanted;
    }

    private void PublishOutput(in Announcement announcement)
    {
        var (output, process) = (announcement.Output!, announcement.Process);
        if (output.Lost > 0)
            lost.Add(process.DisplayName, output.Lost);
        if (ProcessOutputEvent.Of(announcement) is not { } happened || !TellIfWanted(happened))
            return;
        if (EventType.ProcessCommunication.Covers(happened.Type) && log.IsEnabled(DaemonLogLevel.Debug))
        {
            var stream = happened.Type == EventType.ProcessCommunicationStdout ? "stdout" : "stderr";
            log.Write(DaemonLogLevel.Debug, $"'{process.Name}' {stream} emitted a comm event");
        }
    }
}
