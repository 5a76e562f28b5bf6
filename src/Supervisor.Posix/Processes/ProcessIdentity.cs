namespace Supervisor.Posix;

/// <summary>
/// Which process a pid meant when it was looked at. A pid is used again once its process has been reaped, but never with the same start
/// time: the counter of pids does not come around within one tick of the clock (proc(5), field 22 of /proc/PID/stat).
/// </summary>
/// <param name="StartTime">In clock ticks since the boot (sysconf(3), _SC_CLK_TCK; 100 a second on Linux).</param>
public readonly record struct ProcessIdentity(int ProcessId, ulong StartTime)
{
    /// <summary>Clock ticks a second in what the kernel tells programs (USER_HZ), the same on x86-64 and arm64.</summary>
    public const int TicksPerSecond = 100;

    /// <summary>The process that has this pid now; null when there is none.</summary>
    public static ProcessIdentity? Of(int processId) => ProcessStat.TryRead(processId, out var stat) ? stat.Identity : null;

    /// <summary>The pid means this process still: it has not been reaped. A zombie counts as present.</summary>
    public bool IsPresent => ProcessStat.TryRead(ProcessId, out var stat) && stat.StartTime == StartTime;
}
