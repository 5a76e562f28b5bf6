using Supervisor.Engine.Gateway;

namespace Supervisor.Engine.Tests.Gateway;

public sealed class GatewayBackoffTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(4.9);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(5);
    private readonly GatewayBackoff _backoff = new();

    [Fact]
    public void One_that_was_ended_by_somebody_is_back_at_once() => _backoff.After(Short, hasFailed: true).ShouldBeNull();

    [Fact]
    public void Failures_in_a_row_wait_twice_as_long_each_time_up_to_ten_seconds()
    {
        var waits = Enumerable.Range(0, 20).Select(_ => _backoff.After(Short, hasFailed: true)?.TotalMilliseconds ?? 0).ToArray();
        waits[..10].ShouldBe([0, 100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000]);
        waits[10..].ShouldAllBe(wait => wait == 10_000);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void One_that_ended_in_order_or_served_for_a_while_ends_the_row(bool hasServed)
    {
        _backoff.After(Short, hasFailed: true);
        _backoff.After(Short, hasFailed: true).ShouldNotBeNull();
        _backoff.After(hasServed ? Long : Short, hasFailed: hasServed).ShouldBeNull();
        _backoff.After(Short, hasFailed: true).ShouldBeNull();
        _backoff.After(Short, hasFailed: true).ShouldBe(TimeSpan.FromMilliseconds(100));
    }
}
