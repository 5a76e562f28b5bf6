namespace Supervisor.Engine.Time;

/// <summary>The monotonic clock of a <see cref="TimeProvider"/>; intervals are measured on it alone.</summary>
public sealed class MonotonicClock(TimeProvider provider)
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    public MonotonicTime Now =>
        provider.TimestampFrequency == NanosecondsPerSecond
            ? new MonotonicTime(provider.GetTimestamp())
            : new MonotonicTime((long)(provider.GetTimestamp() * (double)NanosecondsPerSecond / provider.TimestampFrequency));

    /// <summary>Wall time with the local offset, for display alone.</summary>
    public DateTimeOffset WallTime => provider.GetLocalNow();
}
