namespace Supervisor.Engine.Loop;

/// <summary>
/// Keeps the heap flat over any number of restarts. A burst of them is still under way when the youngest generation is collected, so what
/// it leaves is promoted, and a daemon that allocates so little would wait very long for a collection of the oldest generation.
/// </summary>
internal sealed class HeapCare
{
    /// <summary>A few megabytes of what restarts leave behind.</summary>
    private const long SpawnsBetweenCollections = 5_000;
    private long _collectedAt;

    /// <summary>Called when a turn of the loop is over; a collection takes a few milliseconds, so it waits until nothing is being started.</summary>
    public void TurnEnded(long spawnsAnswered, int spawnsUnderWay)
    {
        if (spawnsUnderWay > 0 || spawnsAnswered - _collectedAt < SpawnsBetweenCollections)
            return;
        _collectedAt = spawnsAnswered;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
    }
}
