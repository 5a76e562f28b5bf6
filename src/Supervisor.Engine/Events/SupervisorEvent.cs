namespace Supervisor.Engine.Events;

/// <summary>Something that happened, to be told to listeners.</summary>
/// <param name="Type">A type that stands for no others.</param>
public abstract record SupervisorEvent(EventType Type)
{
    /// <summary>The payload, or its first line where data follow.</summary>
    public abstract string Text { get; }

    /// <summary>What a program wrote, where the event is about that; follows the text.</summary>
    public virtual ReadOnlyMemory<byte> Data => default;

    /// <summary>Null for an event that is never told a second time.</summary>
    internal virtual EventOrigin? Origin => null;
}
