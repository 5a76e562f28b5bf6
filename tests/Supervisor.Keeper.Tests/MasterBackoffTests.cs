namespace Supervisor.Keeper.Tests;

public sealed class MasterBackoffTests
{
    private static readonly TimeSpan Brief = TimeSpan.FromMilliseconds(50);

    [Fact]
    public void The_first_deaths_are_followed_by_a_start_at_once_and_later_ones_by_longer_and_longer_pauses()
    {
        var backoff = new MasterBackoff();
        var waits = Enumerable.Range(0, 20).Select(_ => backoff.After(Brief)).ToArray();
        waits[..3].ShouldAllBe(wait => wait == TimeSpan.Zero);
        waits[3..6].ShouldBe([TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(400)]);
        waits.ShouldBeInOrder();
        waits[^1].ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_master_that_lived_long_had_no_trouble_with_its_start()
    {
        var backoff = new MasterBackoff();
        for (var death = 0; death < 10; death++)
            backoff.After(Brief);
        backoff.After(TimeSpan.FromSeconds(10)).ShouldBe(TimeSpan.Zero);
        backoff.Deaths.ShouldBe(1);
    }

    [Fact]
    public void However_many_die_the_pause_stays_a_pause()
    {
        var backoff = new MasterBackoff();
        for (var death = 0; death < 1000; death++)
            backoff.After(Brief).ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }
}
