using Supervisor.Engine.Events;

namespace Supervisor.Engine.Tests.Events;

public sealed class EventTypesTests
{
    [Fact]
    public void Every_type_has_its_row_and_is_found_by_its_name()
    {
        EventTypes.All.ShouldBe(Enum.GetValues<EventType>());
        foreach (var type in EventTypes.All)
            EventTypes.Find(type.Name()).ShouldBe(type);
    }

    [Fact]
    public void Every_name_begins_with_that_of_the_type_that_covers_it()
    {
        foreach (var type in EventTypes.All)
        {
            EventType.Any.Covers(type).ShouldBeTrue();
            foreach (var other in EventTypes.All.Where(other => other != EventType.Any))
                other.Covers(type).ShouldBe(type == other || type.Name().StartsWith(other.Name() + "_", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void There_is_no_other_name() => Should.Throw<ArgumentException>(() => EventTypes.Find("process_state"));

    [Theory]
    [InlineData("EVENT", "TICK_60", true)]
    [InlineData("TICK", "TICK_5", true)]
    [InlineData("TICK_5", "TICK_60", false)]
    [InlineData("PROCESS_STATE", "PROCESS_STATE_FATAL", true)]
    [InlineData("PROCESS_STATE", "PROCESS_LOG_STDOUT", false)]
    [InlineData("PROCESS_GROUP", "PROCESS_GROUP_REMOVED", true)]
    public void A_subscription_brings_what_its_type_covers(string subscribed, string happened, bool isIn) =>
        EventTypeSet.Of([subscribed]).Contains(EventTypes.Find(happened)).ShouldBe(isIn);

    [Fact]
    public void Subscriptions_add_up()
    {
        var both = EventTypeSet.Of(["TICK_5"]).With(EventTypeSet.Of(["PROCESS_LOG"]));
        both.ShouldBe(EventTypeSet.Of(["PROCESS_LOG", "TICK_5", "PROCESS_LOG_STDERR"]));
        both.Contains(EventType.Tick60).ShouldBeFalse();
    }
}
