using Supervisor.Engine.Time;

namespace Supervisor.Engine.Tests.Time;

public sealed class MonotonicTimeTests
{
    private static readonly MonotonicTime Early = new(1_000);
    private static readonly MonotonicTime Late = new(2_000);

    [Fact]
    public void A_tick_is_a_hundred_nanoseconds()
    {
        (Early + TimeSpan.FromTicks(3)).ShouldBe(new MonotonicTime(1_300));
        (Late - Early).ShouldBe(TimeSpan.FromTicks(10));
        (Early - Late).ShouldBe(TimeSpan.FromTicks(-10));
        (new MonotonicTime(199) - new MonotonicTime(0)).ShouldBe(TimeSpan.FromTicks(1));
    }

    [Fact]
    public void A_sum_beyond_the_end_is_never()
    {
        (Early + TimeSpan.MaxValue).ShouldBe(MonotonicTime.Never);
        (MonotonicTime.Never + TimeSpan.FromTicks(1)).ShouldBe(MonotonicTime.Never);
        (MonotonicTime.Never + TimeSpan.Zero).ShouldBe(MonotonicTime.Never);
        (new MonotonicTime(long.MaxValue - 101) + TimeSpan.FromTicks(1)).ShouldBe(new MonotonicTime(long.MaxValue - 1));
    }

    [Fact]
    public void Moments_are_ordered()
    {
        var same = new MonotonicTime(1_000);
        ((Early < Late), (Late < Early), (Early < same)).ShouldBe((true, false, false));
        ((Late > Early), (Early > Late), (Early > same)).ShouldBe((true, false, false));
        ((Early <= Late), (Late <= Early), (Early <= same)).ShouldBe((true, false, true));
        ((Late >= Early), (Early >= Late), (Early >= same)).ShouldBe((true, false, true));
        Early.CompareTo(Late).ShouldBeLessThan(0);
        Late.CompareTo(Early).ShouldBeGreaterThan(0);
        MonotonicTime.Later(Early, Late).ShouldBe(Late);
        MonotonicTime.Later(Late, Early).ShouldBe(Late);
    }
}
