using System.Collections.Immutable;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Engine.Spawning;

/// <summary>
/// What a spawner needs to make the child of one slot. Each slot has one, used again for every run: at most one spawn of a slot is under
/// way, and until it is answered only the spawner reads it.
/// </summary>
public sealed class SpawnRequest
{
    /// <summary>Whom the answer concerns; the spawner does not look at it.</summary>
    public required object Owner { get; init; }

    /// <summary>The process' own name, for messages.</summary>
    public required string Name { get; set; }

    public required ChildSpecification Specification { get; set; }

    /// <summary>Directories where a command without a slash is looked for, in order.</summary>
    public required IReadOnlyList<string> SearchPath { get; set; }

    /// <summary>Why the command line could not be split, or null.</summary>
    public required string? CommandMistake { get; set; }

    /// <summary>The text of the command line, for messages.</summary>
    public required string CommandText { get; set; }

    /// <summary>The slot's ends of the child's pipes.</summary>
    public required SlotDescriptors Descriptors { get; set; }

    /// <summary>Descriptors of ours that the child finds from 3 on, in this order.</summary>
    public ImmutableArray<int> Passed { get; set; } = [];

    /// <summary>The listening socket that a FastCGI program has as descriptor 0; null for others.</summary>
    public int? FastCgiSocket { get; set; }

    /// <summary>The control group that the child is to live in, made when it is not there; null for none.</summary>
    public ControlGroup? ControlGroup { get; set; }

    /// <summary>Why no child can be made, known beforehand, in the words that clients show; null lets the spawner try.</summary>
    public string? Impediment { get; set; }

    /// <summary>Where the child leaves its pid as soon as it exists.</summary>
    public PublishedProcessId Published { get; set; } = new();

    private long _takenAt;

    /// <summary>When a spawner began with it; null while it waits.</summary>
    public MonotonicTime? TakenAt => Volatile.Read(ref _takenAt) is var taken and not 0 ? new MonotonicTime(taken) : null;

    public void MarkWaiting() => Volatile.Write(ref _takenAt, 0);

    public void MarkTaken(MonotonicTime now) => Volatile.Write(ref _takenAt, now.Nanoseconds);
}
