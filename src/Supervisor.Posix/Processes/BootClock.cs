using Supervisor.Posix.Native;

namespace Supervisor.Posix;

/// <summary>The clock of start times in /proc: since the boot, with the time that the machine slept (clock_gettime(2), CLOCK_BOOTTIME).</summary>
public static class BootClock
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const ulong NanosecondsPerTick = NanosecondsPerSecond / ProcessIdentity.TicksPerSecond;

    /// <summary>In ticks, as <see cref="ProcessIdentity.StartTime"/>.</summary>
    public static ulong Ticks => TicksOf(Read(LibC.CLOCK_BOOTTIME));

    /// <summary>The same of a moment of the wall clock, as that is set now.</summary>
    /// <param name="wallNanoseconds">Since 1970.</param>
    public static ulong TicksAt(long wallNanoseconds)
    {
        var wall = Read(LibC.CLOCK_REALTIME);
        var boot = Read(LibC.CLOCK_BOOTTIME);
        var age = (wall.seconds * NanosecondsPerSecond) + wall.nanoseconds - wallNanoseconds;
        var moment = (boot.seconds * NanosecondsPerSecond) + boot.nanoseconds - age;
        return moment < 0 ? 0 : (ulong)moment / NanosecondsPerTick;
    }

    private static unsafe LibC.timespec_t Read(int clock)
    {
        LibC.timespec_t now;
        if (LibC.clock_gettime(clock, &now) < 0)
            throw PosixException.Last(nameof(LibC.clock_gettime));
        return now;
    }

    internal static ulong TicksOf(in LibC.timespec_t time) =>
        ((ulong)time.seconds * ProcessIdentity.TicksPerSecond) + ((ulong)time.nanoseconds / NanosecondsPerTick);
}
