using Supervisor.Configuration.Settings;
using Supervisor.Engine.Announcements;
using Supervisor.Engine.Control;
using Supervisor.Engine.Listeners;

namespace Supervisor.Engine.Events;

/// <summary>Makes events of what happens in the daemon.</summary>
/// <param name="notes">What another master is to find; null notes nothing.</param>
internal sealed class EventSources(EventBoard board, LostOutputReport lost, IDaemonLog log, EventNotes? notes = null)
    : IAnnouncementListener,
        IControlEvents
{
    public void Began() => PublishState(EventType.SupervisorStateChangeRunning);

    public void Ending() => PublishState(EventType.SupervisorStateChangeStopping);

    public void GroupAdded(string name) => PublishGroup(EventType.ProcessGroupAdded, name);

    public void GroupRemoved(string name) => PublishGroup(EventType.ProcessGroupRemoved, name);

    public void RemoteCommunication(string type, string data)
    {
        if (board.IsWanted(EventType.RemoteCommunication))
            board.Publish(new RemoteCommunicationEvent(type, data));
    }

    public void Hear(in Announcement announcement)
    {
        if (announcement.Kind == AnnouncementKind.Output)
            PublishOutput(announcement);
        else if (announcement.Kind == AnnouncementKind.Removed)
            notes?.Forget(announcement.Process.GroupName, announcement.Process.Name);
        else if (announcement.Kind == AnnouncementKind.StateChanged && board.IsWanted(ProcessStateEvent.TypeOf(announcement.To)))
            Tell(ProcessStateEvent.Of(announcement));
    }

    /// <summary>It is told later; should this process be killed before, the next one tells it.</summary>
    public void Delay(Announcement announcement)
    {
        if (announcement.Kind == AnnouncementKind.StateChanged && board.IsWanted(ProcessStateEvent.TypeOf(announcement.To)))
            notes?.Delayed(ProcessStateEvent.Of(announcement));
    }

    /// <summary>Tells what another master has not come to tell.</summary>
    public void TellDelayed()
    {
        foreach (var happened in notes?.Untold ?? [])
            Tell(happened);
    }

    private void Tell(SupervisorEvent happened)
    {
        board.Publish(happened);
        notes?.Told(happened);
    }

    private void PublishOutput(in Announcement announcement)
    {
        var (output, process) = (announcement.Output!, announcement.Process);
        if (output.Lost > 0)
            lost.Add(process.DisplayName, output.Lost);
        if (output.Type is not { } type || !board.IsWanted(type))
            return;
        board.Publish(new ProcessOutputEvent(type, process.Name, process.GroupName, announcement.ProcessId, output.Data));
        if (EventType.ProcessCommunication.Covers(type) && log.IsEnabled(DaemonLogLevel.Debug))
        {
            var stream = type == EventType.ProcessCommunicationStdout ? "stdout" : "stderr";
            log.Write(DaemonLogLevel.Debug, $"'{process.Name}' {stream} emitted a comm event");
        }
    }

    private void PublishState(EventType type)
    {
        if (board.IsWanted(type))
            board.Publish(new SupervisorStateEvent(type));
    }

    private void PublishGroup(EventType type, string name)
    {
        if (board.IsWanted(type))
            board.Publish(new ProcessGroupEvent(type, name));
    }
}
