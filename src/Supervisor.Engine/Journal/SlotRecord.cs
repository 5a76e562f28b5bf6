using Supervisor.Engine.Slots;
using Supervisor.Engine.States;
using Supervisor.Posix;

namespace Supervisor.Engine.Journal;

/// <summary>What the journal says of one slot: all that a master needs to go on where another stopped.</summary>
public sealed record SlotRecord
{
    /// <summary>Its place in the journal.</summary>
    public required int Index { get; init; }

    /// <summary>The digest of its name; see <see cref="SlotName"/>.</summary>
    public required SlotName Name { get; init; }

    /// <summary>The load of the configuration that its settings are of.</summary>
    public required ulong Generation { get; init; }

    public required ProcessStatus Status { get; init; }
    public required SlotIntent Intent { get; init; }
    public required SlotMarks Marks { get; init; }

    /// <summary>A signal that could not be sent because the child had no pid yet.</summary>
    public required ProcessAction Owed { get; init; }

    /// <summary>The pid that the child of the last spawn has left; 0 when none came to be.</summary>
    public required int PublishedId { get; init; }

    /// <summary>A moment when that child was there, in ticks of start times; 0 where it is not known.</summary>
    public ulong PublishedAt { get; init; }

    /// <summary>Start time of the child, as in <see cref="ProcessIdentity"/>; 0 where it was not looked at.</summary>
    public required ulong ChildStartTime { get; init; }

    /// <summary>The last end of a child: of the present one where <see cref="SlotMarks.DeathNoted"/> is set.</summary>
    public required ChildExit LastExit { get; init; }

    public required StoryRecord Story { get; init; }

    /// <summary>The slot's pipes by their inodes; 0 where there is none.</summary>
    public required ulong StdinInode { get; init; }
    public required ulong StdoutInode { get; init; }
    public required ulong StderrInode { get; init; }

    /// <summary>The random part of the name of an automatic log; "" for other logs.</summary>
    public required string StdoutRandom { get; init; }
    public required string StderrRandom { get; init; }

    /// <summary>The number of the last change of its state that was announced before this was noted; see <see cref="ProcessSlot"/>.</summary>
    public long Changes { get; init; }

    /// <summary>False where it says what only a later version knows: then its state is a guess, by what it says besides.</summary>
    public bool IsUnderstood { get; init; } = true;

    public bool Has(SlotMarks mark) => (Marks & mark) == mark;
}
