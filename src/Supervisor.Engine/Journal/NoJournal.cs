using Supervisor.Engine.Slots;

namespace Supervisor.Engine.Journal;

/// <summary>Notes nothing: no recovery is wanted, or none can be had.</summary>
public sealed class NoJournal : ISlotJournal
{
    public DaemonEnding Ending { get; set; }

    public ulong LastRead { get; set; }

    public void Assign(ProcessSlot slot) { }

    public void Resume(ProcessSlot slot, int index) { }

    public void Note(ProcessSlot slot) { }

    public void Release(ProcessSlot slot) { }

    public void Discard(SlotRecord record) { }
}
