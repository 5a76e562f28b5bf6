namespace Supervisor.Engine.Time;

/// <summary>A moment on the monotonic clock, in nanoseconds since the clock's own beginning. It has no relation to wall time.</summary>
public readonly record struct MonotonicTime(long Nanoseconds) : IComparable<MonotonicTime>
{
    private const long NanosecondsPerTick = 100;

    /// <summary>Later than every moment that is ever reached.</summary>
    public static readonly MonotonicTime Never = new(long.MaxValue);

    public static TimeSpan operator -(MonotonicTime later, MonotonicTime earlier) =>
        TimeSpan.FromTicks((later.Nanoseconds - earlier.Nanoseconds) / NanosecondsPerTick);

    /// <summary>A sum beyond the clock's end is <see cref="Never"/>.</summary>
    public static MonotonicTime operator +(MonotonicTime moment, TimeSpan duration)
    {
        var room = (long.MaxValue - moment.Nanoseconds) / NanosecondsPerTick;
        return duration.Ticks > room ? Never : new MonotonicTime(moment.Nanoseconds + (duration.Ticks * NanosecondsPerTick));
    }

    public static bool operator <(MonotonicTime left, MonotonicTime right) => left.Nanoseconds < right.Nanoseconds;

    public static bool operator >(MonotonicTime left, MonotonicTime right) => left.Nanoseconds > right.Nanoseconds;

    public static bool operator <=(MonotonicTime left, MonotonicTime right) => left.Nanoseconds <= right.Nanoseconds;

    public static bool operator >=(MonotonicTime left, MonotonicTime right) => left.Nanoseconds >= right.Nanoseconds;

    public static MonotonicTime Later(MonotonicTime left, MonotonicTime right) => left > right ? left : right;

    public int CompareTo(MonotonicTime other) => Nanoseconds.CompareTo(other.Nanoseconds);
}
