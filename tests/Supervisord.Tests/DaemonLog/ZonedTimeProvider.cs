namespace Supervisord.Tests.DaemonLog;

/// <summary>One hour east of Greenwich, always at <see cref="TestLog.Time"/>; intervals are the machine's.</summary>
internal sealed class ZonedTimeProvider : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone { get; } =
        TimeZoneInfo.CreateCustomTimeZone("One hour east", TimeSpan.FromHours(1), "One hour east", "One hour east");

    public override DateTimeOffset GetUtcNow() => TestLog.Time;
}
