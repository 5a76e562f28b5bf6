using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Engine.Spawning;

/// <summary>
/// The threads that make children. There are as many as processors; while one of them hangs, <see cref="AddThread"/> puts another beside
/// it, so that requests that wait behind it are served.
/// </summary>
public sealed class SpawnerPool : ISpawners, IDisposable
{
    /// <summary>More programs than this hanging in exec at once leave the others waiting.</summary>
    private const int MostThreads = 256;

    private readonly ConcurrentQueue<SpawnRequest> _requests = new();
    private readonly SemaphoreSlim _available = new(0);
    private readonly List<SpawnerThread> _threads = [];
    private readonly Action<SpawnAnswer> _answers;
    private readonly MonotonicClock _clock;
    private readonly Descriptor _nullDevice = StandardStreams.OpenNullDevice();
    private volatile bool _isEnding;
    private long _submitted;
    private long _taken;

    /// <param name="answers">Called on spawner threads; it posts to the loop.</param>
    public SpawnerPool(Action<SpawnAnswer> answers, MonotonicClock clock, int threads)
    {
        _answers = answers;
        _clock = clock;
        for (var number = 0; number < threads; number++)
            AddThread();
    }

    public int Waiting => (int)(_submitted - Taken);

    public long Taken => Volatile.Read(ref _taken);

    public void Submit(SpawnRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        // Cleared here and not when it is taken: until then the pid of the last run must not be found.
        request.Published.Clear();
        request.MarkWaiting();
        _submitted++;
        _requests.Enqueue(request);
        _available.Release();
    }

    /// <summary>One more thread, unless there are too many already. For the loop's thread alone.</summary>
    public void AddThread()
    {
        if (_threads.Count >= MostThreads)
            return;
        var thread = new SpawnerThread(this, _clock, _nullDevice, _threads.Count + 1);
        _threads.Add(thread);
        thread.Thread.Start();
    }

    /// <summary>Waits for a request; false when the pool ends.</summary>
    internal bool TryTake([NotNullWhen(true)] out SpawnRequest? request)
    {
        _available.Wait();
        if (_isEnding || !_requests.TryDequeue(out request))
        {
            request = null;
            return false;
        }
        request.MarkTaken(_clock.Now);
        Interlocked.Increment(ref _taken);
        return true;
    }

    internal void Answer(in SpawnAnswer answer) => _answers(answer);

    /// <summary>Ends the threads that wait, within a second; one that hangs in a spawn ends with the process.</summary>
    public void Dispose()
    {
        _isEnding = true;
        _available.Release(MostThreads);
        var patience = TimeSpan.FromSeconds(1);
        if (_threads.TrueForAll(thread => thread.Thread.Join(patience)))
            _nullDevice.Dispose();
    }
}
