using System.Runtime.InteropServices;

namespace Supervisor.Engine.Logs;

/// <summary>The beginning of the notes of output events.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct OutputNotesHeader
{
    /// <summary>What the memory is, and the version of its format.</summary>
    public const ulong ExpectedMark = 0x0001_4F55_5450_5554;

    public ulong Mark;

    /// <summary>Lower half: the place of the oldest entry. Upper half: the place behind the last. One word, so that both change at once.</summary>
    public long Bounds;

    /// <summary>The number of the last entry that was taken in.</summary>
    public long LastNumber;

    /// <summary>The record whose shown bytes are on the way to a log, plus one; 0 for none.</summary>
    public int Moving;

    /// <summary>0: it cannot be told afterwards how many of them have arrived.</summary>
    public int PathLength;

    /// <summary>The file that they go to, and its size before.</summary>
    public ulong Device;
    public ulong Inode;
    public long SizeBefore;

    /// <summary>How many bytes of the record had been shown before.</summary>
    public int ShownBefore;
}
