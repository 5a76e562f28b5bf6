using System.Runtime.InteropServices;

namespace Supervisor.Engine.Logs;

/// <summary>The beginning of one copy of a channel's note.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ChannelNoteHeader
{
    /// <summary>The batch whose rest this copy has taken in; 0 for none.</summary>
    public ulong TakenIn;

    /// <summary>Bytes of what is half-way through the transform.</summary>
    public int State;

    /// <summary>Bytes that are not at their target, and come next there.</summary>
    public int Pending;

    /// <summary>Bytes that were taken from the pipe and come next in the transform.</summary>
    public int Raw;

    /// <summary>The number behind the last event that was made of what this copy tells of as seen; 0 for none.</summary>
    public long EventsEnd;
}
