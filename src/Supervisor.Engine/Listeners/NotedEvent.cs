using Supervisor.Engine.Events;

namespace Supervisor.Engine.Listeners;

/// <summary>An event that another master has made.</summary>
internal sealed record NotedEvent(EventType Type, string FirstLine, ReadOnlyMemory<byte> Bytes) : SupervisorEvent(Type)
{
    public override string Text => FirstLine;

    /// <summary>Null where it is not known.</summary>
    public EventOrigin? NotedOrigin { get; init; }

    internal override EventOrigin? Origin => NotedOrigin;

    public override ReadOnlyMemory<byte> Data => Bytes;
}
