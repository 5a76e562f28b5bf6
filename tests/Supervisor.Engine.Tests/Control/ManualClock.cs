namespace Supervisor.Engine.Tests.Control;

/// <summary>A clock that stands still until it is moved; its wall time begins at a full second.</summary>
internal sealed class ManualClock : TimeProvider
{
    public static readonly DateTimeOffset Beginning = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private TimeSpan _passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Not 0 at the beginning, as on a machine that has been up for a while.</summary>
    public override long GetTimestamp() => TimeSpan.FromHours(1).Ticks + _passed.Ticks;

    public override DateTimeOffset GetUtcNow() => Beginning + _passed;

    public void Advance(TimeSpan time) => _passed += time;
}
