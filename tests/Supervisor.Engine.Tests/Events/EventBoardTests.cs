using Supervisor.Engine.Events;

namespace Supervisor.Engine.Tests.Events;

public sealed class EventBoardTests
{
    private readonly EventBoard _board = new();

    [Fact]
    public void Numbers_are_used_up_only_for_what_somebody_subscribed_to()
    {
        var ticks = new Subscriber("TICK");
        var groups = new Subscriber("PROCESS_GROUP_ADDED");
        _board.Subscribe(ticks);
        _board.Subscribe(groups);
        _board.Publish(new TickEvent(EventType.Tick5, 5));
        _board.Publish(new ProcessGroupEvent(EventType.ProcessGroupRemoved, "a"));
        _board.Publish(new ProcessGroupEvent(EventType.ProcessGroupAdded, "b"));
        _board.Publish(new TickEvent(EventType.Tick60, 60));
        ticks.Taken.ShouldBe([("TICK_5", 0), ("TICK_60", 2)]);
        groups.Taken.ShouldBe([("PROCESS_GROUP_ADDED", 1)]);
    }

    [Fact]
    public void Types_that_are_named_twice_come_once()
    {
        var both = new Subscriber("TICK", "TICK_5");
        _board.Subscribe(both);
        _board.Publish(new TickEvent(EventType.Tick5, 5));
        both.Taken.ShouldBe([("TICK_5", 0)]);
    }

    [Fact]
    public void What_is_wanted_follows_those_who_come_go_and_change()
    {
        var told = new List<EventTypeSet>();
        _board.WantedChanged = told.Add;
        var first = new Subscriber("TICK_5");
        var second = new Subscriber("TICK_5");
        _board.Subscribe(first);
        _board.Subscribe(second);
        _board.Unsubscribe(first);
        second.Events = EventTypeSet.Of(["TICK_60"]);
        _board.Review();
        _board.IsWanted(EventType.Tick60).ShouldBeTrue();
        _board.Unsubscribe(second);
        told.ShouldBe([EventTypeSet.Of(["TICK_5"]), EventTypeSet.Of(["TICK_60"]), default]);
    }

    private sealed class Subscriber(params string[] names) : IEventSubscriber
    {
        public EventTypeSet Events { get; set; } = EventTypeSet.Of(names);

        public List<(string, long)> Taken { get; } = [];

        public void Accept(SupervisorEvent happened, long serial) => Taken.Add((happened.Type.Name(), serial));
    }
}
