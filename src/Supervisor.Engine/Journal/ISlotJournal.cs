using Supervisor.Engine.Slots;

namespace Supervisor.Engine.Journal;

/// <summary>Where slots are noted for the next master. For the loop's thread alone.</summary>
public interface ISlotJournal
{
    /// <summary>What the next master is to go on with, if this one dies over it.</summary>
    DaemonEnding Ending { get; set; }

    /// <summary>A new slot gets its record, which its children put their pids into.</summary>
    void Assign(ProcessSlot slot);

    /// <summary>The slot goes on with the record it was recovered from.</summary>
    void Resume(ProcessSlot slot, int index);

    /// <summary>Notes what the slot is now. To be called before what follows from it is done.</summary>
    void Note(ProcessSlot slot);

    /// <summary>The slot is gone.</summary>
    void Release(ProcessSlot slot);

    /// <summary>A record that no slot was recovered from, and of which nothing lives.</summary>
    void Discard(SlotRecord record);

    /// <summary>The load of the configuration that was read last; 0 where that is not known.</summary>
    ulong LastRead { get; set; }
}
