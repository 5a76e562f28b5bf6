using Supervisor.Configuration.Settings;
using Supervisor.Engine.Announcements;
using Supervisor.Engine.Control;

namespace Supervisor.Engine.Events;

/// <summary>Makes events of what happens in the daemon.</summary>
internal sealed class EventSources(EventBoard board, LostOutputReport lost, IDaemonLog log) : IAnnouncementListener, IControlEvents
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
        else if (announcement.Kind == AnnouncementKind.StateChanged && board.IsWanted(ProcessStateEvent.TypeOf(announcement.To)))
            board.Publish(ProcessStateEvent.Of(announcement));
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
