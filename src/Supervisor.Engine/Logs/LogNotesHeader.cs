using System.Runtime.InteropServices;

namespace Supervisor.Engine.Logs;

/// <summary>What the lane is doing at this moment, at the beginning of the notes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LogNotesHeader
{
    /// <summary>What the memory is, and the version of its format.</summary>
    public const ulong ExpectedMark = 0x0001_4C4F_4E4F_5445;

    public ulong Mark;

    /// <summary>Grows with every batch, so that none is dealt with twice.</summary>
    public ulong Sequence;

    /// <summary>A <see cref="LogNotesPhase"/>.</summary>
    public int Phase;

    /// <summary>The channel that it is about.</summary>
    public int Area;

    /// <summary>Bytes taken from the channel's pipe.</summary>
    public int Staged;

    /// <summary>Which copy of the channel's note goes with the output.</summary>
    public int Next;

    public int OutputLength;
    public int PathLength;

    /// <summary>Upper half: bytes of the output that are at the target. Lower half: bytes behind them that are being written now.</summary>
    public long Progress;

    /// <summary>The file that is written, and its size before.</summary>
    public ulong Device;
    public ulong Inode;
    public long SizeBefore;
}
