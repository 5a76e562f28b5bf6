namespace Supervisor.Engine.Events;

/// <summary>A group has come or gone.</summary>
public sealed record ProcessGroupEvent(EventType Type, string GroupName) : SupervisorEvent(Type)
{
    public override string Text => $"groupname:{GroupName}\n";
}
