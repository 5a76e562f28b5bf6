using Supervisor.Engine.Events;

namespace Supervisor.Engine.Logs;

/// <summary>
/// Entries that one thread appends and another takes out, in shared memory. What was appended is tentative until it is taken in: a next
/// process finds it all the same, and decides whether it counts.
/// </summary>
internal sealed class OutputRing(OutputNotesMemory memory)
{
    private const int Alignment = 8;
    private const int ContinuesAtBeginning = -1;

    private int _end;
    private long _lastNumber;

    /// <summary>The number of the next entry.</summary>
    public long NextNumber => _lastNumber + 1;

    /// <summary>An entry of that many bytes may find room, if not now.</summary>
    public static bool CanHold(int dataLength) => dataLength <= OutputNotesMemory.RingLength / 2;

    /// <returns>False: there is no room now.</returns>
    public bool TryAppend(ulong pipe, EventType? type, ReadOnlySpan<byte> data, out int place)
    {
        var length = (OutputNotesMemory.EntryHeaderLength + data.Length + Alignment - 1) / Alignment * Alignment;
        if (!TryFindRoom(length, out place))
            return false;
        memory.EntryAt(place) = new OutputEntryHeader
        {
            Length = length,
            Number = ++_lastNumber,
            Pipe = pipe,
            Type = type is { } known ? (int)known : OutputEntryHeader.Protocol,
            DataLength = data.Length,
        };
        data.CopyTo(memory.DataAt(place, data.Length));
        _end = Behind(place, length);
        return true;
    }

    /// <summary>Takes in what was appended.</summary>
    public void TakeIn()
    {
        var bounds = memory.Bounds;
        while (bounds.End != _end && !memory.TrySetBounds(bounds, (bounds.Start, _end)))
            bounds = memory.Bounds;
        // Only now: until then those that have been appended are known by following the last that was taken in.
        Volatile.Write(ref memory.Header.LastNumber, _lastNumber);
    }

    /// <summary>The entry is not needed any more. On the other thread.</summary>
    public void Release(int place)
    {
        memory.EntryAt(place).IsTold = 1;
        for (var bounds = memory.Bounds; bounds.Start != bounds.End; bounds = memory.Bounds)
        {
            var start = bounds.Start;
            if (memory.EntryAt(start).Length == ContinuesAtBeginning)
                start = 0;
            else if (memory.EntryAt(start).IsTold != 0)
                start = Behind(start, memory.EntryAt(start).Length);
            else
                return;
            memory.TrySetBounds(bounds, (start, bounds.End));
        }
    }

    /// <summary>Goes on where an earlier process stopped: what it appended and did not take in is taken in as far as it counts.</summary>
    /// <returns>The places of all entries, the oldest first.</returns>
    public List<int> Resume(Func<OutputEntryHeader, bool> counts)
    {
        var places = new List<int>();
        var (start, end) = memory.Bounds;
        _lastNumber = memory.Header.LastNumber;
        var at = start;
        while (at != end)
        {
            if (memory.EntryAt(at).Length == ContinuesAtBeginning)
            {
                at = 0;
                continue;
            }
            places.Add(at);
            _lastNumber = Math.Max(_lastNumber, memory.EntryAt(at).Number);
            at = Behind(at, memory.EntryAt(at).Length);
        }
        while (TryFindNext(at, out var place) && counts(memory.EntryAt(place)))
        {
            places.Add(place);
            _lastNumber++;
            at = Behind(place, memory.EntryAt(place).Length);
        }
        _end = at;
        TakeIn();
        return places;
    }

    private bool TryFindNext(int at, out int place)
    {
        place = memory.EntryAt(at).Length == ContinuesAtBeginning ? 0 : at;
        var entry = memory.EntryAt(place);
        return entry.Number == _lastNumber + 1
            && entry.DataLength >= 0
            && entry.Length >= OutputNotesMemory.EntryHeaderLength + entry.DataLength
            && entry.Length <= OutputNotesMemory.RingLength - place;
    }

    /// <summary>Entries are whole; the last place before the oldest entry stays free, so that a full ring is no empty one.</summary>
    private bool TryFindRoom(int length, out int place)
    {
        var (start, end) = memory.Bounds;
        // Used from its beginning whenever it is empty, it takes no more memory than it must.
        if (start == end && _end == end && end != 0 && memory.TrySetBounds((start, end), (0, 0)))
            (start, _end) = (0, 0);
        place = _end;
        if (_end < start)
            return _end + length < start;
        if (_end + length <= OutputNotesMemory.RingLength && Behind(_end, length) != start)
            return true;
        if (length >= start)
            return false;
        memory.EntryAt(_end).Length = ContinuesAtBeginning;
        place = 0;
        return true;
    }

    private static int Behind(int place, int length) =>
        OutputNotesMemory.RingLength - place - length < OutputNotesMemory.EntryHeaderLength ? 0 : place + length;
}
