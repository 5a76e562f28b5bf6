using System.Runtime.InteropServices;
using System.Text;
using Supervisor.Posix;

namespace Supervisor.Engine.Logs;

/// <summary>Where in memory the notes of a lane are: what it is doing now, and an area for each channel with two copies of its note.</summary>
internal sealed class LogNotesMemory(SharedMapping memory) : IDisposable
{
    /// <summary>Address space, not memory: some 3,000 channels. Those beyond go without notes.</summary>
    public const int Reserved = 1536 * 1024 * 1024;

    public const int RawCapacity = 16 * 1024;

    /// <summary>Formatted, 16 KiB of empty lines are about a hundred times as much.</summary>
    public const int OutputCapacity = 4 * 1024 * 1024;

    private const int PathPlace = 256;
    private const int RawPlace = 4096;
    private const int OutputPlace = RawPlace + RawCapacity;
    private const int FirstArea = 8 * 1024 * 1024;
    private const int AreaLength = 512 * 1024;
    private const int AreaHeaderLength = 64;
    private const int CopyLength = (AreaLength - AreaHeaderLength) / 2;
    private const int CopyHeaderLength = 32;

    /// <summary>Bytes that one copy of a note has room for.</summary>
    public const int NoteCapacity = CopyLength - CopyHeaderLength;

    public int Number => memory.Number;

    public int AreaCount => Math.Max(0, (memory.Length - FirstArea) / AreaLength);

    public ref LogNotesHeader Header => ref MemoryMarshal.AsRef<LogNotesHeader>(memory.At(0, PathPlace));

    public LogNotesPhase Phase => (LogNotesPhase)Volatile.Read(ref Header.Phase);

    public Span<byte> Raw => memory.At(RawPlace, RawCapacity);

    public Span<byte> Output => memory.At(OutputPlace, OutputCapacity);

    public string Path => Encoding.UTF8.GetString(memory.At(PathPlace, Math.Clamp(Header.PathLength, 0, RawPlace - PathPlace)));

    /// <summary>All that was noted before comes to pass before the phase, and all that comes afterwards after it.</summary>
    public void SetPhase(LogNotesPhase phase) => Interlocked.Exchange(ref Header.Phase, (int)phase);

    /// <summary>A path that is too long is not noted.</summary>
    public void SetPath(ReadOnlySpan<byte> path)
    {
        Header.PathLength = 0;
        if (path.Length > RawPlace - PathPlace)
            return;
        path.CopyTo(memory.At(PathPlace, path.Length));
        Header.PathLength = path.Length;
    }

    /// <summary>Another version has noted there, in its own way.</summary>
    public bool IsOfAnotherVersion =>
        memory.Length >= PathPlace && Header.Mark is not 0 and var mark && mark != LogNotesHeader.ExpectedMark;

    /// <summary>Makes memory that is new, or of another version, ready for use.</summary>
    /// <returns>0 or the errno.</returns>
    public int Prepare()
    {
        if (memory.Length >= FirstArea && Header.Mark == LogNotesHeader.ExpectedMark)
            return 0;
        var errno = memory.Grow(FirstArea);
        if (errno != 0)
            return errno;
        for (var area = 0; area < AreaCount; area++)
            PipeOf(area) = 0;
        Header = new LogNotesHeader { Mark = LogNotesHeader.ExpectedMark };
        return 0;
    }

    /// <summary>Room for one more channel.</summary>
    /// <returns>0 or the errno.</returns>
    public int AddArea() => memory.Grow(FirstArea + ((AreaCount + 1) * AreaLength));

    /// <summary>The inode of the channel's pipe; 0 in an area that is free.</summary>
    public ref ulong PipeOf(int area) => ref MemoryMarshal.AsRef<ulong>(memory.At(PlaceOf(area), sizeof(ulong)));

    /// <summary>Which of the two copies counts.</summary>
    public int ValidCopy(int area) => Volatile.Read(ref CopyIndex(area)) & 1;

    public void SetValidCopy(int area, int copy) => Interlocked.Exchange(ref CopyIndex(area), copy & 1);

    public ref ChannelNoteHeader NoteHeader(int area, int copy) =>
        ref MemoryMarshal.AsRef<ChannelNoteHeader>(memory.At(PlaceOf(area, copy), CopyHeaderLength));

    /// <summary>The note that counts says how long its parts are, and they have room; otherwise nothing of it can be used.</summary>
    public bool IsSound(int area)
    {
        var header = NoteHeader(area, ValidCopy(area));
        return header is { State: >= 0, Pending: >= 0, Raw: >= 0 } && (long)header.State + header.Pending + header.Raw <= NoteCapacity;
    }

    /// <summary>What follows the header of a copy: state, pending bytes and raw bytes, one behind the other.</summary>
    public Span<byte> NoteContent(int area, int copy) => memory.At(PlaceOf(area, copy) + CopyHeaderLength, NoteCapacity);

    public void Dispose() => memory.Dispose();

    private ref int CopyIndex(int area) => ref MemoryMarshal.AsRef<int>(memory.At(PlaceOf(area) + sizeof(ulong), sizeof(int)));

    private static int PlaceOf(int area) => FirstArea + (area * AreaLength);

    private static int PlaceOf(int area, int copy) => PlaceOf(area) + AreaHeaderLength + (copy * CopyLength);
}
