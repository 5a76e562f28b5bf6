using Supervisor.Engine.Events;

namespace Supervisor.Engine.Listeners;

/// <summary>What has been noted of a pool.</summary>
internal sealed class NotedPool
{
    /// <summary>Events that no listener has processed, by their numbers in the pool.</summary>
    public SortedDictionary<long, NumberedEvent> Pending { get; } = [];

    /// <summary>By the name of the process.</summary>
    public Dictionary<string, ListenerStanding> Listeners { get; } = new(StringComparer.Ordinal);

    public long NextSerial { get; set; }
}
