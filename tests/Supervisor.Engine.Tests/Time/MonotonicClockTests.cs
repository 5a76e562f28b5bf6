using Supervisor.Engine.Time;

namespace Supervisor.Engine.Tests.Time;

public sealed class MonotonicClockTests
{
    [Theory]
    [InlineData(1_000_000_000, 1_234_567_891, 1_234_567_891)]
    [InlineData(10_000_000, 12_345_678, 1_234_567_800)]
    [InlineData(3, 10, 3_333_333_333)]
    [InlineData(10_000_000, 90_000_000_000_000_000, 9_000_000_000_000_000_000)]
    public void Any_frequency_becomes_nanoseconds(long frequency, long timestamp, long nanoseconds) =>
        new MonotonicClock(new FixedTime(frequency, timestamp)).Now.ShouldBe(new MonotonicTime(nanoseconds));

    [Fact]
    public void Wall_time_is_the_providers_local_time() =>
        new MonotonicClock(new FixedTime(1, 1)).WallTime.ShouldBe(new DateTimeOffset(2030, 1, 2, 4, 4, 5, TimeSpan.FromHours(1)));

    private sealed class FixedTime(long frequency, long timestamp) : TimeProvider
    {
        public override long TimestampFrequency => frequency;

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.CreateCustomTimeZone("one", TimeSpan.FromHours(1), "one", "one");

        public override long GetTimestamp() => timestamp;

        public override DateTimeOffset GetUtcNow() => new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);
    }
}
