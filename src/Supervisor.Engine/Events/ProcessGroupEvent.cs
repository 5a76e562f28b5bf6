namespace Supervisor.Engine.Events;

/// <summary>A group has come or gone.</summary>
public sealed record ProcessGroupEvent(EventType Type, string GroupName) : SupervisorEvent(Type)
{
    /// <summary>The number of the change; 0 where it has none.</summary>
    internal long Change { get; init; }

    internal override EventOrigin? Origin => EventOrigin.Of(EventOrigin.OfGroup(GroupName), Change);

    public override string Text => $"groupname:{GroupName}\n";
}
