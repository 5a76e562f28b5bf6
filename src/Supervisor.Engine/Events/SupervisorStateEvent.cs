namespace Supervisor.Engine.Events;

/// <summary>The daemon has begun, or begins to end.</summary>
public sealed record SupervisorStateEvent(EventType Type) : SupervisorEvent(Type)
{
    public override string Text => "";
}
