using System.Runtime.CompilerServices;
using Supervisor.Posix.Spawning;

namespace Supervisor.Posix;

/// <summary>
/// Where a child leaves its pid before it does anything else. The spawner's answer comes only after exec, which can hang; this is how such
/// a child can be signalled, and recognised when it is reaped before the answer came.
/// </summary>
public sealed unsafe class PublishedProcessId
{
    private readonly PublishedCell* _cell;

    // Pinned, because the child writes through a pointer while collections may go on in the parent. Null when the cell is another's.
    private readonly PublishedCell[]? _own;

    public PublishedProcessId()
    {
        _own = GC.AllocateArray<PublishedCell>(1, pinned: true);
        _cell = (PublishedCell*)Unsafe.AsPointer(ref _own[0]);
    }

    private PublishedProcessId(PublishedCell* cell) => _cell = cell;

    /// <summary>A cell in memory that outlives this process, so that its successor finds there what the child has left.</summary>
    /// <param name="offset">Divisible by eight.</param>
    public static PublishedProcessId In(SharedMapping mapping, int offset)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        return new PublishedProcessId((PublishedCell*)mapping.CellAt(offset, sizeof(PublishedCell)));
    }

    /// <summary>0 while there is no child yet.</summary>
    public int Value => Volatile.Read(ref _cell->ProcessId);

    /// <summary>
    /// A moment when the child was there, in ticks as <see cref="ProcessIdentity.StartTime"/>; 0 where it could not or did not note it.
    /// Whoever has its pid and was started later is another process.
    /// </summary>
    public ulong SeenAt => Value is var present and not 0 && _cell->TimedProcessId == present ? BootClock.TicksOf(_cell->Time) : 0;

    /// <summary>What the child does for itself, for spawners that make no real one.</summary>
    public void Publish(int processId) => Volatile.Write(ref _cell->ProcessId, processId);

    /// <summary>Forgets the child, before the next one is spawned.</summary>
    public void Clear()
    {
        Volatile.Write(ref _cell->ProcessId, 0);
        (_cell->TimedProcessId, _cell->Time, _cell->IsAwaited) = (0, default, 0);
    }

    /// <summary>A child is about to be made, or is there already, and has left nothing of itself yet.</summary>
    public bool IsAwaited => Value == 0 && Volatile.Read(ref _cell->IsAwaited) != 0;

    /// <summary>A child is about to be made.</summary>
    public void Await() => Volatile.Write(ref _cell->IsAwaited, 1);

    /// <summary>The cell's address, which is fixed as long as this object lives.</summary>
    internal PublishedCell* Address
    {
        get
        {
            GC.KeepAlive(_own);
            return _cell;
        }
    }
}
