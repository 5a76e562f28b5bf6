using System.Runtime.InteropServices;

namespace Supervisor.Engine.Logs;

/// <summary>How far the consumers of a channel are ahead of its log, where its bytes pass inside the kernel.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ShownBytes
{
    /// <summary>The number behind the last event that was made of them.</summary>
    public long EventsEnd;

    /// <summary>So many bytes at the beginning of the pipe have been shown.</summary>
    public int Shown;

    /// <summary>So many bytes are held back, because they are the beginning of a character.</summary>
    public int HeldLength;

    public ulong Held;
}
