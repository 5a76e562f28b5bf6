using FsCheck;
using FsCheck.Fluent;
using Supervisor.Engine.Time;

namespace Supervisor.Engine.Tests.Time;

public sealed class TimerQueueTests
{
    [Fact]
    public void A_timer_fires_at_its_moment_and_not_earlier()
    {
        var queue = new TimerQueue();
        var fired = new Recorder();
        var timer = new LoopTimer(fired, "one");
        timer.Subject.ShouldBe("one");
        queue.NextDue.ShouldBeNull();

        queue.Set(timer, new MonotonicTime(5));
        timer.IsSet.ShouldBeTrue();
        queue.NextDue.ShouldBe(new MonotonicTime(5));
        queue.FireDue(new MonotonicTime(4));
        fired.Timers.ShouldBeEmpty();

        queue.FireDue(new MonotonicTime(5));
        fired.Timers.ShouldBe([timer]);
        timer.IsSet.ShouldBeFalse();
        queue.NextDue.ShouldBeNull();
    }

    [Fact]
    public void A_timer_may_set_itself_again_and_cancel_others_when_it_fires()
    {
        var queue = new TimerQueue();
        var fired = new Recorder();
        var other = new LoopTimer(fired);
        var timer = new LoopTimer(fired);
        fired.WhenFired = firing =>
        {
            queue.Cancel(other);
            if (firing.Due < new MonotonicTime(3))
                queue.Set(firing, new MonotonicTime(firing.Due.Nanoseconds + 1));
        };
        queue.Set(timer, new MonotonicTime(1));
        queue.Set(other, new MonotonicTime(2));
        queue.FireDue(new MonotonicTime(10));
        fired.Timers.ShouldBe([timer, timer, timer]);
    }

    [Fact]
    public void Cancelling_what_is_not_set_does_nothing()
    {
        var queue = new TimerQueue();
        var set = new LoopTimer(new Recorder());
        queue.Set(set, new MonotonicTime(1));
        queue.Cancel(new LoopTimer(new Recorder()));
        set.IsSet.ShouldBeTrue();
        queue.NextDue.ShouldBe(new MonotonicTime(1));
    }

    /// <summary>Against the simplest queue there is: a dictionary that is searched.</summary>
    [Fact]
    public void Any_order_of_setting_moving_and_cancelling_fires_by_time()
    {
        // (timer, moment): a moment below 0 cancels.
        var steps = Gen.Choose(0, 15).Zip(Gen.Choose(-5, 20)).ArrayOf();
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000).WithEndSize(80),
            Prop.ForAll(
                steps.ToArbitrary(),
                made =>
                {
                    var queue = new TimerQueue();
                    var fired = new Recorder();
                    var timers = Enumerable.Range(0, 16).Select(_ => new LoopTimer(fired)).ToArray();
                    var model = new Dictionary<LoopTimer, MonotonicTime>();
                    foreach (var (index, moment) in made)
                    {
                        if (moment < 0)
                        {
                            queue.Cancel(timers[index]);
                            model.Remove(timers[index]);
                        }
                        else
                        {
                            queue.Set(timers[index], new MonotonicTime(moment));
                            model[timers[index]] = new MonotonicTime(moment);
                        }
                        MonotonicTime? nearest = model.Count == 0 ? null : model.Values.Min();
                        queue.NextDue.ShouldBe(nearest);
                    }
                    queue.FireDue(new MonotonicTime(10));
                    fired.Timers.Select(timer => timer.Due).ShouldBe(model.Values.Where(due => due.Nanoseconds <= 10).Order());
                    fired.Timers.ShouldBe(model.Where(set => set.Value.Nanoseconds <= 10).Select(set => set.Key), ignoreOrder: true);
                    timers.Where(timer => timer.IsSet).ShouldBe(model.Keys.Except(fired.Timers), ignoreOrder: true);
                }
            )
        );
    }

    private sealed class Recorder : ITimerTarget
    {
        public List<LoopTimer> Timers { get; } = [];

        public Action<LoopTimer> WhenFired { get; set; } = static _ => { };

        public void TimerFired(LoopTimer timer)
        {
            Timers.Add(timer);
            WhenFired(timer);
        }
    }
}
