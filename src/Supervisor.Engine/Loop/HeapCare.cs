using Supervisor.Posix;

namespace Supervisor.Engine.Loop;

/// <summary>
/// Keeps the heap flat over any number of restarts and reloads. A burst of restarts is still under way when the youngest generation is
/// collected, so what it leaves is promoted, and a daemon that allocates so little would wait very long for a collection of the oldest
/// generation. The same goes for a configuration that was read: megabytes, nearly all of it needed never again.
/// </summary>
internal sealed class HeapCare : IDisposable
{
    /// <summary>A few megabytes of what restarts leave behind.</summary>
    private const long SpawnsBetweenCollections = 5_000;
    private readonly IdleMemory _memory = new();
    private long _spawns;
    private long _loads;

    /// <summary>What the start needed and the daemon will not need again goes back to the system.</summary>
    public void StartEnded() => _memory.GiveBack();

    /// <summary>Called when a turn of the loop is over; a collection takes a few milliseconds, so it waits until nothing is being started.</summary>
    /// <param name="spawnsAnswered">Ever.</param>
    /// <param name="configurationsLoaded">Ever, since the start.</param>
    public void TurnEnded(long spawnsAnswered, long configurationsLoaded, int spawnsUnderWay)
    {
        if (spawnsUnderWay > 0 || (configurationsLoaded == _loads && spawnsAnswered - _spawns < SpawnsBetweenCollections))
            return;
        _spawns = spawnsAnswered;
        _loads = configurationsLoaded;
        _memory.GiveBack();
    }

    public void Dispose() => _memory.Dispose();
}
