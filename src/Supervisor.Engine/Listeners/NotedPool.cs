using Supervisor.Engine.Events;

namespace Supervisor.Engine.Listeners;

/// <summary>What has been noted of a pool.</summary>
internal sealed class NotedPool
{
    /// <summary>Events that no listener has processed, by their numbers in the pool.</summary>
    public SortedDictionary<long, NumberedEvent> Pending { get; } = [];

    /// <summary>By the name of the process.</summary>
    public Dictionary<string, ListenerStanding> Listeners { get; } = new(StringComparer.Ordinal);

    /// <summary>By group and name of the process that it tells of.</summary>
    public Dictionary<string, ToldChange> Told { get; } = new(StringComparer.Ordinal);

    public long NextSerial { get; set; }

    /// <summary>Takes an event in that has come to the pool.</summary>
    public void Add(NumberedEvent numbered)
    {
        Pending[numbered.PoolSerial] = numbered;
        NextSerial = Math.Max(NextSerial, numbered.PoolSerial + 1);
        if (numbered.Event.Origin is { } origin)
            Told[origin.Subject] = new ToldChange(origin.Change, numbered.Event.Type, numbered.Event.Text, numbered.Serial);
    }
}
