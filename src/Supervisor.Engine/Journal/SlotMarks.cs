namespace Supervisor.Engine.Journal;

/// <summary>What is true of a slot besides its status. The bits are part of the journal's format.</summary>
[Flags]
public enum SlotMarks
{
    None = 0,
    StoppedByRequest = 1,
    EverStarted = 2,
    StartsLater = 4,
    HasBeenUp = 8,
    HasDeadline = 16,

    /// <summary>The end of its child has been noted and may not have been dealt with.</summary>
    DeathNoted = 32,

    /// <summary>With <see cref="DeathNoted"/>: its pid has been, or is just being, given back, and all that had to be done before is done.</summary>
    Reaped = 64,

    /// <summary>Of a program that forks itself: its launching process has ended, and its main process is not known yet.</summary>
    Launched = 128,
}
