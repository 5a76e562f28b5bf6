namespace Supervisor.Engine.Events;

/// <summary>A client sent something to the listeners.</summary>
public sealed record RemoteCommunicationEvent(string Subject, string Content) : SupervisorEvent(EventType.RemoteCommunication)
{
    /// <summary>The number of the request; 0 where it has none.</summary>
    internal long Change { get; init; }

    internal override EventOrigin? Origin => EventOrigin.Of(EventOrigin.Client, Change);

    public override string Text => $"type:{Subject}\n{Content}";
}
