using Supervisor.Engine.Events;

namespace Supervisor.Engine.Listeners;

/// <summary>An event that another master has made.</summary>
internal sealed record NotedEvent(EventType Type, string FirstLine, ReadOnlyMemory<byte> Bytes) : SupervisorEvent(Type)
{
    public override string Text => FirstLine;

    public override ReadOnlyMemory<byte> Data => Bytes;
}
