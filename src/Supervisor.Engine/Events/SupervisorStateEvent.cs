namespace Supervisor.Engine.Events;

/// <summary>The daemon has begun, or begins to end.</summary>
public sealed record SupervisorStateEvent(EventType Type) : SupervisorEvent(Type)
{
    /// <summary>The number of the change; 0 where it has none.</summary>
    internal long Change { get; init; }

    internal override EventOrigin? Origin => EventOrigin.Of(EventOrigin.Daemon, Change);

    public override string Text => "";
}
