using Supervisor.Engine.Journal;
using Supervisor.Engine.Slots;

namespace Supervisor.Engine.Tests.Journal;

/// <summary>Keeps every note: after any of them the master may die.</summary>
internal sealed class RecordedJournal : ISlotJournal
{
    private readonly List<NotedSlot> _notes = [];
    private int _records;

    public DaemonEnding Ending { get; set; }

    public ulong LastRead { get; set; }

    /// <summary>In the order in which they were made.</summary>
    public IReadOnlyList<NotedSlot> NotesOf(string name) => _notes.FindAll(note => note.Settings.Name == name);

    public void Assign(ProcessSlot slot)
    {
        Resume(slot, _records++);
        Note(slot);
    }

    public void Resume(ProcessSlot slot, int index) => slot.JournalIndex = index;

    public void Note(ProcessSlot slot) => _notes.Add(new NotedSlot(slot.Settings, slot.Status.State, slot.Intent, slot.StartsLater));

    public void Release(ProcessSlot slot) => slot.JournalIndex = null;

    public void Discard(SlotRecord record) { }
}
