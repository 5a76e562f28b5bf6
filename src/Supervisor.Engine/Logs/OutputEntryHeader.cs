using System.Runtime.InteropServices;

namespace Supervisor.Engine.Logs;

/// <summary>What stands before the bytes of an event in the notes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct OutputEntryHeader
{
    /// <summary>In place of a type: what a listener says.</summary>
    public const int Protocol = -1;

    /// <summary>Of the whole entry; −1 says that the next one stands at the beginning of the ring.</summary>
    public int Length;

    /// <summary>1 when all who wanted it have it.</summary>
    public int IsTold;

    public long Number;

    /// <summary>The inode of the channel's pipe.</summary>
    public ulong Pipe;

    /// <summary>That of the event, or <see cref="Protocol"/>.</summary>
    public int Type;

    public int DataLength;
}
