using Supervisor.Engine.Retry;
using Supervisor.Engine.Tests.States;

namespace Supervisor.Engine.Tests.Retry;

public sealed class RestartHistoryTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void The_default_is_empty()
    {
        default(RestartHistory).CountWithin(Minute, ProcessScene.At(0)).ShouldBe(0);
        default(RestartHistory).ShouldBe(new RestartHistory());
        default(RestartHistory).GetHashCode().ShouldBe(0);
    }

    [Fact]
    public void A_restart_counts_until_the_window_has_passed_over_it()
    {
        var history = default(RestartHistory).With(ProcessScene.At(100), 5);
        history.CountWithin(Minute, ProcessScene.At(100)).ShouldBe(1);
        history.CountWithin(Minute, ProcessScene.At(159.9999999)).ShouldBe(1);
        history.CountWithin(Minute, ProcessScene.At(160)).ShouldBe(0);
    }

    [Fact]
    public void Each_restart_leaves_the_window_by_itself()
    {
        var history = default(RestartHistory).With(ProcessScene.At(100), 5).With(ProcessScene.At(110), 5).With(ProcessScene.At(120), 5);
        history.CountWithin(Minute, ProcessScene.At(120)).ShouldBe(3);
        history.CountWithin(Minute, ProcessScene.At(160)).ShouldBe(2);
        history.CountWithin(Minute, ProcessScene.At(179)).ShouldBe(1);
        history.CountWithin(Minute, ProcessScene.At(180)).ShouldBe(0);
    }

    [Fact]
    public void Only_the_newest_are_kept()
    {
        var history = default(RestartHistory);
        for (var moment = 1; moment <= 10; moment++)
        {
            history = history.With(ProcessScene.At(moment), 3);
            history.CountWithin(TimeSpan.FromDays(1), ProcessScene.At(moment)).ShouldBe(Math.Min(moment, 3));
        }
        // 8, 9 and 10.
        history.CountWithin(Minute, ProcessScene.At(67.9)).ShouldBe(3);
        history.CountWithin(Minute, ProcessScene.At(68)).ShouldBe(2);
    }

    [Fact]
    public void A_limit_that_has_become_smaller_drops_the_oldest()
    {
        var history = default(RestartHistory).With(ProcessScene.At(1), 5).With(ProcessScene.At(2), 5).With(ProcessScene.At(3), 5);
        history.With(ProcessScene.At(4), 2).ShouldBe(default(RestartHistory).With(ProcessScene.At(3), 2).With(ProcessScene.At(4), 2));
    }

    [Fact]
    public void Histories_of_the_same_moments_are_equal()
    {
        var one = default(RestartHistory).With(ProcessScene.At(1), 5);
        var same = default(RestartHistory).With(ProcessScene.At(1), 3);
        one.ShouldBe(same);
        one.GetHashCode().ShouldBe(same.GetHashCode());
        one.ShouldNotBe(default);
        one.ShouldNotBe(default(RestartHistory).With(ProcessScene.At(2), 5));
        one.ShouldNotBe(one.With(ProcessScene.At(1), 5));
    }
}
