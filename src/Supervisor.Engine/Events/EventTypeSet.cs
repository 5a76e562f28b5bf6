namespace Supervisor.Engine.Events;

/// <summary>A set of event types, closed downwards: with a type it has all that this covers.</summary>
/// <param name="Bits">One for each type, at the place of its number.</param>
public readonly record struct EventTypeSet(uint Bits)
{
    /// <summary>The types of these names and what they cover.</summary>
    /// <exception cref="ArgumentException">A name is none of a type.</exception>
    public static EventTypeSet Of(IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var bits = 0u;
        foreach (var named in names.Select(EventTypes.Find))
        {
            foreach (var type in EventTypes.All.Where(type => named.Covers(type)))
                bits |= BitOf(type);
        }
        return new EventTypeSet(bits);
    }

    public bool Contains(EventType type) => (Bits & BitOf(type)) != 0;

    public EventTypeSet With(EventTypeSet other) => new(Bits | other.Bits);

    private static uint BitOf(EventType type) => 1u << (int)type;
}
