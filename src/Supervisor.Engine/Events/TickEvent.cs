using System.Globalization;

namespace Supervisor.Engine.Events;

/// <summary>A slice of the wall clock has begun.</summary>
/// <param name="When">Its beginning, in seconds since 1970.</param>
public sealed record TickEvent(EventType Type, long When) : SupervisorEvent(Type)
{
    internal override EventOrigin? Origin => EventOrigin.Of(EventOrigin.OfTick(Type), When);

    public override string Text => string.Create(CultureInfo.InvariantCulture, $"when:{When}");
}
