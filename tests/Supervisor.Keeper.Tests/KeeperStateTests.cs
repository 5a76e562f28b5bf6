namespace Supervisor.Keeper.Tests;

public sealed class KeeperStateTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_one_keeper_writes_the_next_one_reads(bool flag)
    {
        var state = new KeeperState(4711, -1, 3, flag, !flag, 815, [new(-7, 12), new(1_000_000, 13)]) { IsStarting = flag };
        var read = KeeperState.Parse(state.ToText()).ShouldNotBeNull();
        read.Held.ShouldBe(state.Held);
        (read with { Held = state.Held }).ShouldBe(state);
    }

    [Theory]
    [InlineData("")]
    [InlineData("keeper-2 1 2 3 0 1 0\n")]
    [InlineData("keeper-1 1 2 3 0 1\n")]
    [InlineData("keeper-1 1 2 3 0 1 many\n")]
    [InlineData("keeper-1 1 2 3 0 1 starting\n")]
    [InlineData("keeper-1 1 2 3 0 1 0\n5\n")]
    [InlineData("keeper-1 1 2 3 0 1 0\n5 6 7\n")]
    public void Text_of_another_format_is_none(string text) => KeeperState.Parse(text).ShouldBeNull();
}
