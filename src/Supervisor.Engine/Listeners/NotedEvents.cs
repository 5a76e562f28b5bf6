using Supervisor.Engine.Events;

namespace Supervisor.Engine.Listeners;

/// <summary>What the notes of events say.</summary>
internal sealed class NotedEvents
{
    public Dictionary<string, NotedPool> Pools { get; } = new(StringComparer.Ordinal);

    /// <summary>Events that have happened and are not told yet, in the order in which they are to be.</summary>
    public List<SupervisorEvent> Delayed { get; } = [];

    /// <summary>By what it is about: the last that was told of what stays as it is until the opposite is told.</summary>
    public Dictionary<string, EventType> Lasting { get; } = new(StringComparer.Ordinal);

    public NotedPool PoolOf(string name)
    {
        if (!Pools.TryGetValue(name, out var pool))
            Pools.Add(name, pool = new NotedPool());
        return pool;
    }

    /// <param name="happened">It has an origin.</param>
    /// <param name="before">It comes before the first of the same subject that is this or younger; null: it comes last.</param>
    public void Delay(SupervisorEvent happened, EventOrigin? before)
    {
        var place = before is { } end
            ? Delayed.FindIndex(delayed =>
                delayed.Origin is { } origin
                && origin.Change >= end.Change
                && string.Equals(origin.Subject, end.Subject, StringComparison.Ordinal)
            )
            : -1;
        Delayed.Insert(place < 0 ? Delayed.Count : place, happened);
    }

    /// <returns>False: it was not among those that are delayed.</returns>
    public bool RemoveDelayed(EventOrigin origin) => Delayed.RemoveAll(happened => happened.Origin == origin) > 0;

    /// <summary>It is so from now on. Of what is gone nothing needs to be known.</summary>
    public void Last(string subject, EventType type)
    {
        if (type == EventType.ProcessGroupRemoved)
            Lasting.Remove(subject);
        else
            Lasting[subject] = type;
    }
}
