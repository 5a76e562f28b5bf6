namespace Supervisor.Engine.Events;

/// <summary>Brings events to those who subscribed to them. What nobody subscribed to need not even be made.</summary>
/// <param name="firstSerial">The number of the first event: another master may have used those before it.</param>
/// <param name="earlierSerial">The number that another master has given the very same event; null when there is none.</param>
internal sealed class EventBoard(long firstSerial = 0, Func<SupervisorEvent, long?>? earlierSerial = null)
{
    private readonly List<IEventSubscriber> _subscribers = [];
    private long _nextSerial = firstSerial;

    /// <summary>What anybody subscribed to.</summary>
    public EventTypeSet Wanted { get; private set; }

    /// <summary>Told when <see cref="Wanted"/> has become another set.</summary>
    public Action<EventTypeSet>? WantedChanged { get; set; }

    public bool IsWanted(EventType type) => Wanted.Contains(type);

    public void Subscribe(IEventSubscriber subscriber)
    {
        _subscribers.Add(subscriber);
        Review();
    }

    public void Unsubscribe(IEventSubscriber subscriber)
    {
        _subscribers.Remove(subscriber);
        Review();
    }

    /// <summary>A subscriber wants other types than before.</summary>
    public void Review()
    {
        var wanted = default(EventTypeSet);
        foreach (var subscriber in _subscribers)
            wanted = wanted.With(subscriber.Events);
        if (wanted == Wanted)
            return;
        Wanted = wanted;
        WantedChanged?.Invoke(wanted);
    }

    /// <summary>Tells the subscribers in the order in which they came. A number is used up only if there is one, and the event is new.</summary>
    public void Publish(SupervisorEvent happened)
    {
        if (!IsWanted(happened.Type))
            return;
        var serial = earlierSerial?.Invoke(happened) ?? _nextSerial++;
        foreach (var subscriber in _subscribers)
        {
            if (subscriber.Events.Contains(happened.Type))
                subscriber.Accept(happened, serial);
        }
    }
}
