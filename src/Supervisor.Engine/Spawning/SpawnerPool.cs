using System.Collections.Concurrent;
using Supervisor.Engine.Messaging;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Engine.Spawning;

/// <summary>
/// The threads that make children. There are as many as processors; while one of them hangs, <see cref="AddThread"/> puts another beside
/// it, so that requests that wait behind it are served. One that finds so many waiting for work already ends.
/// </summary>
public sealed class SpawnerPool : ISpawners, IDisposable
{
    /// <summary>More programs than this hanging in exec at once leave the others waiting.</summary>
    private const int MostThreads = 256;

    private readonly ConcurrentQueue<SpawnerWork> _work = new();
    private readonly SemaphoreSlim _available = new(0);
    private readonly List<SpawnerThread> _threads = [];
    private readonly Action<SpawnAnswer> _answers;
    private readonly Action<CommandCheck> _checks;
    private readonly MonotonicClock _clock;
    private readonly Descriptor _nullDevice = StandardStreams.OpenNullDevice();
    private readonly int _usualThreads;
    private volatile bool _isEnding;
    private int _idleThreads;
    private int _lastNumber;
    private long _submitted;
    private long _taken;

    /// <param name="answers">Called on spawner threads, as <paramref name="checks"/> is; they post to the loop.</param>
    public SpawnerPool(Action<SpawnAnswer> answers, Action<CommandCheck> checks, MonotonicClock clock, int threads)
    {
        _answers = answers;
        _checks = checks;
        _clock = clock;
        _usualThreads = threads;
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
        Enqueue(new SpawnerWork(request, null));
    }

    public void Check(SpawnRequest request, object ticket) => Enqueue(new SpawnerWork(request, ticket));

    /// <summary>Threads that wait, spawn or hang. For the loop's thread alone, as <see cref="AddThread"/> is.</summary>
    internal int LivingThreads => _threads.Count(thread => thread.Thread.IsAlive);

    /// <summary>One more thread, unless there are too many already.</summary>
    public void AddThread()
    {
        _threads.RemoveAll(thread => !thread.Thread.IsAlive);
        if (_threads.Count >= MostThreads)
            return;
        var thread = new SpawnerThread(this, _clock, _nullDevice, ++_lastNumber);
        if (WorkerThread.TryStart(thread.Thread))
            _threads.Add(thread);
    }

    /// <summary>Waits for a request; false when the thread is to end.</summary>
    internal bool TryTake(out SpawnerWork work)
    {
        work = default;
        if (!TryWait() || _isEnding || !_work.TryDequeue(out work))
            return false;
        if (work.CheckTicket is null)
            work.Request.MarkTaken(_clock.Now);
        Interlocked.Increment(ref _taken);
        return true;
    }

    /// <summary>
    /// False when enough others wait. Whom a request has just woken still counts among them; should they all hang, the loop adds a thread.
    /// </summary>
    private bool TryWait()
    {
        if (Interlocked.Increment(ref _idleThreads) > _usualThreads && _work.IsEmpty)
        {
            Interlocked.Decrement(ref _idleThreads);
            return false;
        }
        _available.Wait();
        Interlocked.Decrement(ref _idleThreads);
        return true;
    }

    internal void Answer(in SpawnAnswer answer) => _answers(answer);

    internal void Answer(CommandCheck check) => _checks(check);

    /// <summary>Ends the threads that wait, within a second; one that hangs in a spawn ends with the process.</summary>
    public void Dispose()
    {
        _isEnding = true;
        _available.Release(MostThreads);
        var patience = TimeSpan.FromSeconds(1);
        if (_threads.TrueForAll(thread => thread.Thread.Join(patience)))
            _nullDevice.Dispose();
    }

    private void Enqueue(in SpawnerWork work)
    {
        _submitted++;
        _work.Enqueue(work);
        _available.Release();
    }
}
