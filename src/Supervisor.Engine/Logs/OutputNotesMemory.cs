using System.Runtime.InteropServices;
using System.Text;
using Supervisor.Posix;

namespace Supervisor.Engine.Logs;

/// <summary>Where in memory the notes of output events are: a header, a record for each channel that is shown, and a ring of entries.</summary>
internal sealed class OutputNotesMemory(SharedMapping memory) : IDisposable
{
    /// <summary>Address space; what was never used takes no memory.</summary>
    public const int Length = RingPlace + RingLength;

    /// <summary>Channels beyond that are not noted.</summary>
    public const int RecordCount = 16 * 1024;

    /// <summary>More than may be on the way to the loop, with what stands before each entry.</summary>
    public const int RingLength = 12 * 1024 * 1024;

    public const int EntryHeaderLength = 32;

    private const int PathPlace = 256;
    private const int RecordsPlace = 8192;
    private const int RecordLength = 64;
    private const int CopyPlace = 16;
    private const int CopyLength = 24;
    private const int RingPlace = RecordsPlace + (RecordCount * RecordLength);

    public int Number => memory.Number;

    public ref OutputNotesHeader Header => ref MemoryMarshal.AsRef<OutputNotesHeader>(memory.At(0, PathPlace));

    /// <summary>Places of the oldest entry and behind the last.</summary>
    public (int Start, int End) Bounds => Unpack(Volatile.Read(ref Header.Bounds));

    public string Path => Encoding.UTF8.GetString(memory.At(PathPlace, Math.Clamp(Header.PathLength, 0, RecordsPlace - PathPlace)));

    /// <summary>Makes memory that is new, or of another version, ready for use.</summary>
    /// <param name="firstNumber">Of the first entry, greater than any that memory of the same machine had before.</param>
    /// <returns>0 or the errno.</returns>
    public int Prepare(long firstNumber)
    {
        if (memory.Length >= Length && Header.Mark == OutputNotesHeader.ExpectedMark)
            return 0;
        var errno = memory.Grow(Length);
        if (errno != 0)
            return errno;
        // Of another version; what was never used is zero, and to look at it would make pages of it.
        for (var record = 0; record < RecordCount && PipeOf(record) != 0; record++)
            PipeOf(record) = 0;
        Header = new OutputNotesHeader { LastNumber = firstNumber - 1 };
        Volatile.Write(ref Header.Mark, OutputNotesHeader.ExpectedMark);
        return 0;
    }

    /// <returns>False: it is too long to be noted.</returns>
    public bool TrySetPath(ReadOnlySpan<byte> path)
    {
        if (path.Length > RecordsPlace - PathPlace)
            return false;
        path.CopyTo(memory.At(PathPlace, path.Length));
        return true;
    }

    /// <summary>Changes one of the bounds, whatever another thread makes of the other.</summary>
    /// <returns>False: the other is not what it was to be.</returns>
    public bool TrySetBounds((int Start, int End) before, (int Start, int End) after) =>
        Interlocked.CompareExchange(ref Header.Bounds, Pack(after), Pack(before)) == Pack(before);

    /// <summary>The inode of the pipe that the record is of; 0 for none.</summary>
    public ref ulong PipeOf(int record) => ref MemoryMarshal.AsRef<ulong>(memory.At(PlaceOf(record), sizeof(ulong)));

    public ShownBytes ShownOf(int record) => CopyOf(record, Volatile.Read(ref CopyIndex(record)) & 1);

    /// <summary>Holds as a whole or not at all, whenever this process is killed.</summary>
    public void SetShown(int record, in ShownBytes shown)
    {
        var next = 1 - (CopyIndex(record) & 1);
        CopyOf(record, next) = shown;
        Interlocked.Exchange(ref CopyIndex(record), next);
    }

    public ref OutputEntryHeader EntryAt(int place) =>
        ref MemoryMarshal.AsRef<OutputEntryHeader>(memory.At(RingPlace + place, EntryHeaderLength));

    public Span<byte> DataAt(int place, int length) => memory.At(RingPlace + place + EntryHeaderLength, length);

    public void Dispose() => memory.Dispose();

    private ref int CopyIndex(int record) => ref MemoryMarshal.AsRef<int>(memory.At(PlaceOf(record) + sizeof(ulong), sizeof(int)));

    private ref ShownBytes CopyOf(int record, int copy) =>
        ref MemoryMarshal.AsRef<ShownBytes>(memory.At(PlaceOf(record) + CopyPlace + (copy * CopyLength), CopyLength));

    private static int PlaceOf(int record) => RecordsPlace + (record * RecordLength);

    private static long Pack((int Start, int End) bounds) => ((long)bounds.End << 32) | (uint)bounds.Start;

    private static (int Start, int End) Unpack(long bounds) => ((int)bounds, (int)(bounds >> 32));
}
