namespace Supervisor.Engine.Tests.Events;

/// <summary>Clocks that stand still until they are moved.</summary>
internal sealed class HandTime : TimeProvider
{
    private long _elapsed = 1_000_000_000;

    public DateTimeOffset Wall { get; set; } = DateTimeOffset.UnixEpoch;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long GetTimestamp() => _elapsed;

    public override DateTimeOffset GetUtcNow() => Wall;

    /// <summary>Both clocks.</summary>
    public void Advance(TimeSpan time)
    {
        _elapsed += time.Ticks;
        Wall += time;
    }
}
