using Supervisor.Engine.Events;
using Supervisor.Engine.Tests.Loop;
using Supervisor.Engine.Time;

namespace Supervisor.Engine.Tests.Events;

public sealed class TickClockTests : IEventSubscriber
{
    private readonly HandTime _time = new();
    private readonly TimerQueue _timers = new();
    private readonly EventBoard _board = new();
    private readonly List<string> _ticks = [];
    private readonly TickClock _clock;

    public TickClockTests()
    {
        var clock = new MonotonicClock(_time);
        _clock = new TickClock(new EventSources(_board, null!, new SilentLog(), clock), clock, _timers);
        _board.Subscribe(this);
    }

    EventTypeSet IEventSubscriber.Events => EventTypeSet.Of(["EVENT"]);

    void IEventSubscriber.Accept(SupervisorEvent happened, long serial) => _ticks.Add(happened.Type.Name() + " " + happened.Text);

    [Fact]
    public void Nobody_is_woken_for_nothing()
    {
        _clock.Follow(EventTypeSet.Of(["PROCESS_STATE"]));
        _timers.NextDue.ShouldBeNull();
        _clock.Follow(EventTypeSet.Of(["TICK_60"]));
        _timers.NextDue.ShouldNotBeNull();
        _clock.Follow(default);
        _timers.NextDue.ShouldBeNull();
    }

    [Fact]
    public void Ticks_come_when_a_slice_of_the_wall_clock_begins()
    {
        _time.Wall = At("12:10:02");
        _clock.Follow(EventTypeSet.Of(["TICK"]));
        Pass(2.9);
        _ticks.ShouldBeEmpty();
        Pass(0.2);
        Pass(10);
        _ticks.ShouldBe([Tick("TICK_5", "12:10:05"), Tick("TICK_5", "12:10:15")]);
    }

    [Fact]
    public void A_slice_of_all_periods_begins_with_all_ticks_the_shortest_first()
    {
        _time.Wall = At("12:59:57");
        _clock.Follow(EventTypeSet.Of(["TICK"]));
        Pass(3.1);
        _ticks.ShouldBe([Tick("TICK_5", "13:00:00"), Tick("TICK_60", "13:00:00"), Tick("TICK_3600", "13:00:00")]);
    }

    [Fact]
    public void A_long_period_alone_wakes_nobody_before_its_end()
    {
        _time.Wall = At("12:59:00");
        _clock.Follow(EventTypeSet.Of(["TICK_3600"]));
        (_timers.NextDue!.Value - new MonotonicClock(_time).Now).ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void A_wall_clock_that_was_set_back_repeats_its_slices()
    {
        _time.Wall = At("12:00:04");
        _clock.Follow(EventTypeSet.Of(["TICK_5"]));
        _time.Wall = At("11:00:02");
        Pass(1.5);
        Pass(2);
        _ticks.ShouldBe([Tick("TICK_5", "11:00:00"), Tick("TICK_5", "11:00:05")]);
    }

    private static DateTimeOffset At(string time) =>
        DateTimeOffset.Parse("2026-11-20T" + time + "Z", System.Globalization.CultureInfo.InvariantCulture);

    private static string Tick(string name, string time) => $"{name} when:{At(time).ToUnixTimeSeconds()}";

    private void Pass(double seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        _timers.FireDue(new MonotonicClock(_time).Now);
    }
}
