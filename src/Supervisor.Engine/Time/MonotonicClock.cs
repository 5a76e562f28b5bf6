namespace Supervisor.Engine.Time;

/// <summary>The monotonic clock of a <see cref="TimeProvider"/>; intervals are measured on it alone.</summary>
public sealed class MonotonicClock(TimeProvider provider)
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    public MonotonicTime Now
    {
        get
        {
            // In two parts, so that neither overflows and no nanosecond is lost.
            var (seconds, rest) = Math.DivRem(provider.GetTimestamp(), provider.TimestampFrequency);
            return new MonotonicTime((seconds * NanosecondsPerSecond) + (rest * NanosecondsPerSecond / provider.TimestampFrequency));
        }
    }

    /// <summary>Wall time with the local offset, for display alone.</summary>
    public DateTimeOffset WallTime => provider.GetLocalNow();
}
