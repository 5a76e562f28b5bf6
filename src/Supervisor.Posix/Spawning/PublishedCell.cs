using System.Runtime.InteropServices;
using Supervisor.Posix.Native;

namespace Supervisor.Posix.Spawning;

/// <summary>What a child leaves of itself before it does anything else, in memory that may outlive its parent.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PublishedCell
{
    /// <summary>Its pid; the last that it writes.</summary>
    public int ProcessId;

    /// <summary>The same number beside a time, so that a time which an earlier child has left is not taken for one of this child.</summary>
    public int TimedProcessId;

    /// <summary>When it left this, on the clock of start times (clock_gettime(2), CLOCK_BOOTTIME).</summary>
    public LibC.timespec_t Time;

    /// <summary>Not 0 from when the parent is about to make it.</summary>
    public int IsAwaited;
}
