using Supervisor.Configuration.Settings;
using Supervisor.Engine.Slots;
using Supervisor.Posix;

namespace Supervisor.Engine.Journal;

/// <summary>Notes slots in the journal's file.</summary>
public sealed class SlotJournal(JournalFile file, IDaemonLog log) : ISlotJournal
{
    private bool _hasComplained;

    public DaemonEnding Ending
    {
        get => file.Ending;
        set => file.Ending = value;
    }

    public ulong LastRead
    {
        get => file.LastRead;
        // What has no record would look as if it had been removed.
        set => file.LastRead = _hasComplained ? 0 : value;
    }

    public void Discard(SlotRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        file.Free(record.Index);
    }

    public void Assign(ProcessSlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        var errno = file.Reserve(out var index);
        if (errno == 0)
        {
            Resume(slot, index);
            Note(slot);
            return;
        }
        if (!_hasComplained)
            log.Write(
                DaemonLogLevel.Error,
                $"the journal cannot grow ({Errno.Describe(errno)}): {slot.Settings.DisplayName}, and others that follow, would be lost to "
                    + "a supervisord that had to be started again; they run as ever"
            );
        _hasComplained = true;
        LastRead = 0;
    }

    public void Resume(ProcessSlot slot, int index)
    {
        ArgumentNullException.ThrowIfNull(slot);
        slot.JournalIndex = index;
        slot.JournalName = SlotName.Of(slot.Settings.GroupName, slot.Settings.Name);
        slot.Request!.Published = file.CellOf(index);
    }

    public void Note(ProcessSlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        if (slot.JournalIndex is { } index)
            file.Write(slot, index);
    }

    public void Release(ProcessSlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        if (slot.JournalIndex is not { } index)
            return;
        file.Free(index);
        slot.JournalIndex = null;
    }
}
