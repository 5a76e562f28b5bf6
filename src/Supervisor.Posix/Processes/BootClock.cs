using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>The clock of start times in /proc: since the boot, with the time that the machine slept (clock_gettime(2), CLOCK_BOOTTIME).</summary>
public static class BootClock
{
    private const ulong NanosecondsPerTick = 1_000_000_000 / ProcessIdentity.TicksPerSecond;

    /// <summary>In ticks, as <see cref="ProcessIdentity.StartTime"/>.</summary>
    public static unsafe ulong Ticks
    {
        get
        {
            LibC.timespec_t now;
            if (LibC.clock_gettime(LibC.CLOCK_BOOTTIME, &now) < 0)
                throw PosixException.Last(nameof(LibC.clock_gettime));
            return TicksOf(now);
        }
    }

    internal static ulong TicksOf(in LibC.timespec_t time) =>
        ((ulong)time.seconds * ProcessIdentity.TicksPerSecond) + ((ulong)time.nanoseconds / NanosecondsPerTick);
}
