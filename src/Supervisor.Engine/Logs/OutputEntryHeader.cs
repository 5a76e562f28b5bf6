using System.Runtime.InteropServices;

namespace Supervisor.Engine.Logs;

/// <summary>What stands before the bytes of an event in the notes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct OutputEntryHeader
{
    /// <summary>Of the whole entry; −1 says that the next one stands at the beginning of the ring.</summary>
    public int Length;

    /// <summary>1 when all who wanted it have it.</summary>
    public int IsTold;

    public long Number;

    /// <summary>The inode of the channel's pipe.</summary>
    public ulong Pipe;

    public int Type;

    public int DataLength;
}
