using System.Runtime.CompilerServices;

namespace Supervisor.Posix;

/// <summary>
/// Where a child leaves its pid before it does anything else. The spawner's answer comes only after exec, which can hang; this is how such
/// a child can be signalled, and recognised when it is reaped before the answer came.
/// </summary>
public sealed unsafe class PublishedProcessId
{
    private readonly int* _cell;

    // Pinned, because the child writes through a pointer while collections may go on in the parent. Null when the cell is another's.
    private readonly int[]? _own;

    public PublishedProcessId()
    {
        _own = GC.AllocateArray<int>(1, pinned: true);
        _cell = (int*)Unsafe.AsPointer(ref _own[0]);
    }

    private PublishedProcessId(int* cell) => _cell = cell;

    /// <summary>A cell in memory that outlives this process, so that its successor finds the pid there.</summary>
    /// <param name="offset">Divisible by four.</param>
    public static PublishedProcessId In(SharedMapping mapping, int offset)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        return new PublishedProcessId(mapping.CellAt(offset));
    }

    /// <summary>0 while there is no child yet.</summary>
    public int Value => Volatile.Read(ref *_cell);

    /// <summary>What the child does for itself, for spawners that make no real one.</summary>
    public void Publish(int processId) => Volatile.Write(ref *_cell, processId);

    /// <summary>Forgets the child, before the next one is spawned.</summary>
    public void Clear() => Volatile.Write(ref *_cell, 0);

    /// <summary>The cell's address, which is fixed as long as this object lives.</summary>
    internal int* Address
    {
        get
        {
            GC.KeepAlive(_own);
            return _cell;
        }
    }
}
