using Supervisor.Engine.Time;

namespace Supervisor.Engine.Tests.Time;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData(-5, "0 ms")]
    [InlineData(0, "0 ms")]
    [InlineData(0.9, "0 ms")]
    [InlineData(40, "40 ms")]
    [InlineData(99.9999, "99 ms")]
    [InlineData(100, "0.1 s")]
    [InlineData(300, "0.3 s")]
    [InlineData(970, "0.9 s")]
    [InlineData(1000, "1 s")]
    [InlineData(1099.9, "1 s")]
    [InlineData(75_000, "75 s")]
    [InlineData(7_200_000, "7200 s")]
    public void A_duration_is_cut_off_after_a_tenth_of_a_second(double milliseconds, string text) =>
        DurationText.Of(TimeSpan.FromTicks((long)(milliseconds * TimeSpan.TicksPerMillisecond))).ShouldBe(text);

    [Fact]
    public void The_longest_duration_has_a_text() => DurationText.Of(TimeSpan.MaxValue).ShouldBe("922337203685.4 s");

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.25, "0.25")]
    [InlineData(1, "1")]
    [InlineData(2.0000001, "2.0000001")]
    [InlineData(3600, "3600")]
    public void Settings_are_exact_numbers_of_seconds(double seconds, string text) =>
        DurationText.Seconds(TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond))).ShouldBe(text);
}
