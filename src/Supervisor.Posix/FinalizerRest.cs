using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ConstrainedExecution;

namespace Supervisor.Posix;

/// <summary>
/// Lets the runtime's finalizer thread sleep. On Linux it wakes every ten seconds to look whether a heap dump is wanted, which no setting
/// changes (WaitForFinalizerEvent in CoreCLR's finalizerthread.cpp), but not while a finalizer runs: so one runs that waits. Finalizers of
/// others have their turn at every <see cref="Renew"/> and after the end.
/// </summary>
public sealed class FinalizerRest : IDisposable
{
    /// <summary>Set when its sleeper is to wake. Never disposed, as the sleeper may just be on its way out of it.</summary>
    private ManualResetEventSlim? _end;

    /// <summary>
    /// Wakes the thread, collects with every free page going back to the system, and has the thread sleep again when it has run what the
    /// collection found.
    /// </summary>
    public void Renew()
    {
        _end?.Set();
        _end = new ManualResetEventSlim();
        Leave(_end);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    /// <summary>Wakes the thread for good. Without it the process would not end: the runtime waits for its finalizer thread then.</summary>
    public void Dispose() => _end?.Set();

    /// <summary>Not inlined, so that no register of the caller holds what the collection is to find.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Leave(ManualResetEventSlim end) => _ = new Sleeper(end);

    /// <summary>The finalizers of critical objects run after all others that a collection finds.</summary>
    [SuppressMessage(
        "Design",
        "MA0055:Do not use finalizer",
        Justification = "it holds nothing; keeping the finalizer thread is its purpose"
    )]
    private sealed class Sleeper(ManualResetEventSlim end) : CriticalFinalizerObject
    {
        ~Sleeper() => end.Wait();
    }
}
