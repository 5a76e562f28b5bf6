namespace Supervisor.Engine.Events;

/// <summary>A client sent something to the listeners.</summary>
public sealed record RemoteCommunicationEvent(string Subject, string Content) : SupervisorEvent(EventType.RemoteCommunication)
{
    public override string Text => $"type:{Subject}\n{Content}";
}
