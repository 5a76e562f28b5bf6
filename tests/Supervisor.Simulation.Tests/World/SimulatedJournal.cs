using Supervisor.Engine.Journal;
using Supervisor.Engine.Slots;
using Supervisor.Posix;

namespace Supervisor.Simulation.Tests.World;

/// <summary>A journal in memory, in the bytes of the real one. It outlives the master.</summary>
internal sealed class SimulatedJournal(SimulatedDoom doom) : ISlotJournal
{
    private readonly Dictionary<int, byte[]> _records = [];
    private readonly Dictionary<int, PublishedProcessId> _cells = [];

    /// <summary>How often a record was written or freed.</summary>
    public int Writes { get; private set; }

    /// <summary>Told when a slot has its record, be it new or one that another master has left.</summary>
    public Action<ProcessSlot, int>? Assigned { get; set; }

    /// <summary>Told when a record is free.</summary>
    public Action<int>? Released { get; set; }

    public DaemonEnding Ending { get; set; }

    public ulong LastRead { get; set; }

    public IReadOnlyList<SlotRecord> Read() =>
        [
            .. _records
                .OrderBy(record => record.Key)
                .Select(record => SlotRecordCodec.Read(record.Value, record.Key, CellOf(record.Key).Value)),
        ];

    public void Assign(ProcessSlot slot)
    {
        var index = 0;
        while (_records.ContainsKey(index))
            index++;
        Resume(slot, index);
        Note(slot);
    }

    public void Resume(ProcessSlot slot, int index)
    {
        slot.JournalIndex = index;
        slot.JournalName = SlotName.Of(slot.Settings.GroupName, slot.Settings.Name);
        slot.Request!.Published = CellOf(index);
        Assigned?.Invoke(slot, index);
    }

    public void Note(ProcessSlot slot)
    {
        if (slot.JournalIndex is not { } index)
            return;
        doom.Pass();
        var bytes = new byte[SlotRecordCodec.Length];
        SlotRecordCodec.Write(slot, bytes);
        _records[index] = bytes;
        Writes++;
        doom.Pass();
    }

    public void Release(ProcessSlot slot)
    {
        if (slot.JournalIndex is not { } index)
            return;
        doom.Pass();
        _records.Remove(index);
        Writes++;
        Released?.Invoke(index);
        CellOf(index).Clear();
        slot.JournalIndex = null;
        doom.Pass();
    }

    public void Discard(SlotRecord record)
    {
        doom.Pass();
        _records.Remove(record.Index);
        Released?.Invoke(record.Index);
        doom.Pass();
    }

    private PublishedProcessId CellOf(int index)
    {
        if (!_cells.TryGetValue(index, out var cell))
            _cells[index] = cell = new PublishedProcessId();
        return cell;
    }
}
