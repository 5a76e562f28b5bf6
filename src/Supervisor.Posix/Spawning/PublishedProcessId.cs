namespace Supervisor.Posix;

/// <summary>
/// Where a child leaves its pid before it does anything else. The spawner's answer comes only after exec, which can hang; this is how such
/// a child can be signalled, and recognised when it is reaped before the answer came.
/// </summary>
public sealed class PublishedProcessId
{
    // Pinned, because the child writes through a pointer while collections may go on in the parent.
    private readonly int[] _cell = GC.AllocateArray<int>(1, pinned: true);

    /// <summary>0 while there is no child yet.</summary>
    public int Value => Volatile.Read(ref _cell[0]);

    /// <summary>What the child does for itself, for spawners that make no real one.</summary>
    public void Publish(int processId) => Volatile.Write(ref _cell[0], processId);

    /// <summary>Forgets the child, before the next one is spawned.</summary>
    public void Clear() => Volatile.Write(ref _cell[0], 0);

    /// <summary>The cell's address, which is fixed as long as this object lives.</summary>
    internal unsafe int* Address => (int*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _cell[0]);
}
