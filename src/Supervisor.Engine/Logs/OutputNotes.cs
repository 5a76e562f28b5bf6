using System.Runtime.InteropServices;
using Supervisor.Engine.Events;
using Supervisor.Posix;

namespace Supervisor.Engine.Logs;

/// <summary>
/// The events that were made of programs' output and have not come to the listeners' pools yet, and what listeners said, in memory that somebody holds who outlives
/// this process. The local lane puts them in, the loop takes them out once they are noted there; all else is for the lane.
/// </summary>
/// <remarks>
/// An event counts from the moment when what it was made of counts as seen: with the note of its channel (<see cref="ChannelNoteHeader"/>)
/// where the bytes are read, with the record here where they were only looked at and pass inside the kernel. Whichever instruction a process
/// is killed at, the event is found then, or its bytes are seen once more.
/// </remarks>
public sealed class OutputNotes : IDisposable
{
    private const string MemoryName = "supervisord-output";
    private const int NoRecord = -1;

    /// <summary>No inode has this number. Records beyond those that were ever used are zero, and not looked at.</summary>
    private const ulong Freed = ulong.MaxValue;

    private readonly OutputNotesMemory _memory;
    private readonly OutputRing _ring;
    private readonly Dictionary<ulong, int> _records = [];
    private readonly Stack<int> _free = new();
    private readonly List<UntoldOutput> _untold = [];
    private int _used;
    private int _moving = NoRecord;
    private int _isClosed;

    private OutputNotes(OutputNotesMemory memory)
    {
        _memory = memory;
        _ring = new OutputRing(memory);
        for (var record = 0; record < OutputNotesMemory.RecordCount && memory.PipeOf(record) is not 0 and var pipe; record++)
        {
            _used = record + 1;
            if (pipe == Freed)
                _free.Push(record);
            else
                _records[pipe] = record;
        }
    }

    /// <summary>To be held by somebody who outlives this process, and given to <see cref="TryOpen"/> by the next.</summary>
    public int MemoryDescriptor => _memory.Number;

    /// <summary>Goes on with what an earlier master noted, or begins anew where there is nothing.</summary>
    /// <param name="memory">Owned from now on, and closed when it is not used.</param>
    /// <param name="firstNumber">Of the first event in new memory, greater than any that the machine had before.</param>
    /// <returns>0 or the errno, and no notes.</returns>
    public static int TryOpen(Descriptor? memory, long firstNumber, out OutputNotes? notes)
    {
        notes = null;
        SharedMapping? file;
        var errno = memory is null
            ? SharedMapping.TryCreateAnonymous(MemoryName, OutputNotesMemory.Length, out file)
            : SharedMapping.TryMapAnonymous(memory, OutputNotesMemory.Length, out file);
        if (errno != 0)
            return errno;
        var content = new OutputNotesMemory(file!);
        errno = content.Prepare(firstNumber);
        if (errno != 0)
        {
            content.Dispose();
            return errno;
        }
        notes = new OutputNotes(content);
        if (memory is null)
            notes.Resume(_ => 0);
        return 0;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
            _memory.Dispose();
    }

    /// <summary>Goes on where an earlier process stopped; before anything else where there was one.</summary>
    /// <param name="endOfNote">The number behind the last event that the note of a pipe tells of; 0 without a note.</param>
    internal void Resume(Func<ulong, long> endOfNote)
    {
        EndMoveOfAnother();
        foreach (var place in _ring.Resume(entry => entry.Number < Math.Max(endOfNote(entry.Pipe), EndOfRecord(entry.Pipe))))
        {
            var entry = _memory.EntryAt(place);
            if (entry.IsTold == 0)
                _untold.Add(
                    new UntoldOutput(
                        entry.Pipe,
                        entry.Type == OutputEntryHeader.Protocol ? null : (EventType)entry.Type,
                        _memory.DataAt(place, entry.DataLength).ToArray(),
                        entry.Number,
                        place
                    )
                );
        }
    }

    /// <summary>What earlier processes have not told, in order. For the loop, once.</summary>
    internal IReadOnlyList<UntoldOutput> TakeUntold()
    {
        var untold = _untold.ToArray();
        _untold.Clear();
        return untold;
    }

    /// <summary>The number behind the last event.</summary>
    internal long EventsEnd => _ring.NextNumber;

    /// <summary>Notes an event that does not count yet.</summary>
    /// <returns>False: there is no room.</returns>
    internal bool TryAppend(ulong pipe, EventType? type, ReadOnlySpan<byte> data, out int place) =>
        _ring.TryAppend(pipe, type, data, out place);

    /// <summary>What has been appended counts: what it was made of is noted as seen.</summary>
    internal void TakeIn() => _ring.TakeIn();

    /// <summary>The event has come to all who wanted it. For the loop.</summary>
    internal void Release(int place)
    {
        if (_isClosed == 0)
            _ring.Release(place);
    }

    /// <summary>The record of a pipe; null where there is none.</summary>
    internal int? Find(ulong pipe) => _records.TryGetValue(pipe, out var record) ? record : null;

    /// <summary>A record for a pipe that has none. Null: there is no room.</summary>
    internal int? Reserve(ulong pipe)
    {
        if (_free.Count == 0 && _used == OutputNotesMemory.RecordCount)
            return null;
        var record = _free.TryPop(out var free) ? free : _used++;
        _memory.SetShown(record, default);
        Volatile.Write(ref _memory.PipeOf(record), pipe);
        _records[pipe] = record;
        return record;
    }

    internal void Free(int record)
    {
        _records.Remove(_memory.PipeOf(record));
        Volatile.Write(ref _memory.PipeOf(record), Freed);
        _free.Push(record);
    }

    internal ShownBytes ShownOf(int record) => _memory.ShownOf(record);

    /// <summary>So many bytes have been shown, with all events of them; the events count.</summary>
    internal void Show(int record, int shown, ReadOnlySpan<byte> held)
    {
        var bytes = new ShownBytes
        {
            EventsEnd = EventsEnd,
            Shown = shown,
            HeldLength = held.Length,
        };
        held.CopyTo(MemoryMarshal.AsBytes(new Span<ulong>(ref bytes.Held)));
        _memory.SetShown(record, bytes);
        TakeIn();
    }

    /// <summary>Bytes that were shown go to their log from now on.</summary>
    /// <param name="isTraceable">In pieces, before and after which the log says so; otherwise it cannot be told what has arrived.</param>
    internal void BeginMove(int record, bool isTraceable)
    {
        _moving = record;
        if (!isTraceable)
            BeginUntraceable(record);
    }

    /// <summary>The next of them go to this place in a file.</summary>
    internal void BeginPiece(ReadOnlySpan<byte> path, in FileStatus file, long size)
    {
        if (_moving == NoRecord)
            return;
        if (!_memory.TrySetPath(path))
        {
            BeginUntraceable(_moving);
            return;
        }
        ref var header = ref _memory.Header;
        (header.Device, header.Inode, header.SizeBefore) = (file.Device, file.Inode, size);
        (header.PathLength, header.ShownBefore) = (path.Length, _memory.ShownOf(_moving).Shown);
        Interlocked.Exchange(ref header.Moving, _moving + 1);
    }

    /// <summary>So many are there.</summary>
    internal void EndPiece(int count)
    {
        if (_moving == NoRecord)
            return;
        var shown = _memory.ShownOf(_moving);
        SetShown(_moving, shown.Shown - count);
        Interlocked.Exchange(ref _memory.Header.Moving, 0);
    }

    /// <summary>All are there that can be now.</summary>
    /// <param name="shown">What is left of them in the pipe.</param>
    internal void EndMove(int shown)
    {
        if (_moving == NoRecord)
            return;
        if (_memory.ShownOf(_moving).Shown != shown)
            SetShown(_moving, shown);
        Interlocked.Exchange(ref _memory.Header.Moving, 0);
        _moving = NoRecord;
    }

    private long EndOfRecord(ulong pipe) => Find(pipe) is { } record ? _memory.ShownOf(record).EventsEnd : 0;

    private void BeginUntraceable(int record)
    {
        _memory.Header.PathLength = 0;
        Interlocked.Exchange(ref _memory.Header.Moving, record + 1);
    }

    private void SetShown(int record, int shown) => _memory.SetShown(record, _memory.ShownOf(record) with { Shown = Math.Max(0, shown) });

    /// <summary>
    /// How much of what was on the way is in its file: as much as that has grown by. Where that cannot be told, all may be: what is left of
    /// it in the pipe is seen once more.
    /// </summary>
    private void EndMoveOfAnother()
    {
        ref var header = ref _memory.Header;
        if (header.Moving is > 0 and <= OutputNotesMemory.RecordCount and var moving)
            SetShown(moving - 1, CountLeft(header));
        Interlocked.Exchange(ref header.Moving, 0);
    }

    private int CountLeft(in OutputNotesHeader header)
    {
        if (header.PathLength == 0 || FileStatus.Read(_memory.Path, out var file) != 0)
            return 0;
        if (file.Device != header.Device || file.Inode != header.Inode || file.Size < header.SizeBefore)
            return 0;
        return (int)Math.Max(0, header.ShownBefore - (file.Size - header.SizeBefore));
    }
}
