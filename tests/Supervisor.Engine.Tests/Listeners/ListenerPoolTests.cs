using Supervisor.Configuration.Settings;
using Supervisor.Engine.Events;

namespace Supervisor.Engine.Tests.Listeners;

public sealed class ListenerPoolTests
{
    private const string Accept = "RESULT 2\nOK";
    private const string Refuse = "RESULT 4\nFAIL";
    private const string Ready = "READY\n";

    [Fact]
    public void Events_wait_for_a_listener_that_runs_and_is_ready_and_come_one_by_one()
    {
        using var scene = new PoolScene();
        scene.Publish(1);
        scene.Say(0, Ready);
        scene.Given(0).ShouldBe("", "it is not RUNNING yet");
        scene.SetState(0, ProcessState.Running);
        scene.Given(0).ShouldBe("1");
        scene.Publish(2);
        scene.Say(0, Accept);
        scene.Given(0).ShouldBe("", "it has not said READY again");
        scene.Say(0, Ready);
        scene.Given(0).ShouldBe("2");
        scene.Lines.ShouldBeEmpty();
    }

    [Fact]
    public void The_first_free_listener_in_the_order_of_the_configuration_gets_the_event()
    {
        using var scene = new PoolScene(listeners: 3);
        scene.Run(2);
        scene.Run(1);
        scene.PublishAll(1, 3);
        scene.Given(1).ShouldBe("1");
        scene.Given(2).ShouldBe("2");
        scene.Run(0);
        scene.Given(0).ShouldBe("3");
        scene.Say(2, Accept + Ready);
        scene.Say(1, Accept + Ready);
        scene.Publish(4);
        scene.Given(1).ShouldBe("4");
    }

    [Fact]
    public void A_listener_that_closed_its_input_is_passed_over()
    {
        using var scene = new PoolScene(listeners: 2);
        scene.Run(0);
        scene.Run(1);
        scene.CloseInput(0);
        scene.Publish(1);
        scene.Given(1).ShouldBe("1");
    }

    [Fact]
    public void A_refused_event_is_the_next_again()
    {
        using var scene = new PoolScene(listeners: 2);
        scene.Run(0);
        scene.PublishAll(1, 3);
        scene.Given(0).ShouldBe("1");
        scene.Say(0, Refuse + Ready);
        scene.Given(0).ShouldBe("1");
        scene.Lines.ShouldBe(["Warn a: event was rejected"]);
        scene.Say(0, Accept + Ready);
        scene.Given(0).ShouldBe("2");
    }

    [Fact]
    public void An_event_that_is_refused_again_and_again_is_offered_less_and_less_often()
    {
        using var scene = new PoolScene();
        scene.Run(0);
        scene.PublishAll(1, 2);
        scene.Say(0, Refuse + Ready);
        scene.Given(0).ShouldBe("1 1");
        scene.Say(0, Refuse + Ready);
        scene.Given(0).ShouldBe("");
        scene.Pass(TimeSpan.FromMilliseconds(10));
        scene.Given(0).ShouldBe("1");
        scene.Say(0, Refuse + Ready);
        scene.Pass(TimeSpan.FromMilliseconds(10));
        scene.Given(0).ShouldBe("");
        scene.Pass(TimeSpan.FromMilliseconds(10));
        scene.Given(0).ShouldBe("1");
        for (var refusal = 0; refusal < 50; refusal++)
        {
            scene.Say(0, Refuse + Ready);
            scene.Pass(TimeSpan.FromSeconds(1));
            scene.Given(0).ShouldBe("1", "it is offered once a second at least");
        }
        scene.Say(0, Accept + Ready);
        scene.Given(0).ShouldBe("2");
    }

    [Fact]
    public void What_a_listener_had_when_it_died_is_the_next_again()
    {
        using var scene = new PoolScene();
        scene.Run(0);
        scene.PublishAll(1, 2);
        scene.Given(0).ShouldBe("1");
        scene.Say(0, "RESULT 2\nO");
        scene.End(0);
        scene.Run(0);
        scene.Given(0).ShouldBe("1");
        scene.Say(0, Accept + Ready);
        scene.Given(0).ShouldBe("2");
    }

    [Theory]
    [InlineData("hello\n")]
    [InlineData(Ready + "x")]
    [InlineData(Ready + Ready)]
    public void A_listener_that_breaks_the_protocol_gets_nothing_until_its_next_run(string said)
    {
        using var scene = new PoolScene();
        scene.SetState(0, ProcessState.Running);
        scene.Say(0, said);
        scene.Publish(1);
        scene.Say(0, Ready);
        scene.Given(0).ShouldBe("");
        scene.Lines.ShouldBe([Unknown]);
        scene.End(0);
        scene.Run(0);
        scene.Given(0).ShouldBe("1");
    }

    [Fact]
    public void A_bad_result_gives_the_event_back()
    {
        using var scene = new PoolScene(listeners: 2);
        scene.Run(0);
        scene.Publish(1);
        scene.Say(0, "RESULT some\nOK");
        scene.Lines.ShouldBe(["Warn a: bad result line: 'RESULT some'", Unknown]);
        scene.Run(1);
        scene.Given(1).ShouldBe("1");
    }

    [Fact]
    public void When_the_buffer_is_full_the_oldest_goes_and_a_flood_is_told_with_its_number()
    {
        using var scene = new PoolScene(bufferSize: 3);
        scene.PublishAll(0, 9);
        scene.Lines.ShouldBe(["Error pool watch event buffer overflowed, discarding event 0"]);
        scene.Pass(TimeSpan.FromSeconds(1));
        scene.Lines[1..].ShouldBe(["Error pool watch event buffer overflowed, discarding event 6, the last of 6 since the line before"]);
        scene.Pass(TimeSpan.FromSeconds(1));
        scene.Lines.Count.ShouldBe(2);
        scene.Publish(10);
        scene.Lines[2..].ShouldBe(["Error pool watch event buffer overflowed, discarding event 7"]);
        scene.Run(0);
        scene.Given(0).ShouldBe("8");
        scene.Read(0).ShouldBeEmpty();
    }

    [Fact]
    public void What_comes_back_to_a_full_buffer_displaces_the_oldest_of_the_others()
    {
        using var scene = new PoolScene(bufferSize: 2);
        scene.Run(0);
        scene.PublishAll(0, 2);
        scene.Say(0, Refuse + Ready);
        scene.Lines.ShouldBe(["Warn a: event was rejected", "Error pool watch event buffer overflowed, discarding event 1"]);
        scene.Given(0).ShouldBe("0 0");
        scene.Say(0, Accept + Ready);
        scene.Given(0).ShouldBe("2");
    }

    [Fact]
    public void A_smaller_buffer_and_other_types_count_at_once()
    {
        using var scene = new PoolScene();
        scene.PublishAll(0, 4);
        scene.Pool.Change(new EventListenerSettings(["TICK_5"], 2, ""));
        scene.Pool.Events.ShouldBe(EventTypeSet.Of(["TICK_5"]));
        scene.Lines.ShouldHaveSingleItem();
        scene.Run(0);
        scene.Given(0).ShouldBe("3");
        scene.Say(0, Accept + Ready);
        scene.Given(0).ShouldBe("4");
    }

    [Fact]
    public void An_envelope_larger_than_the_pipe_arrives_whole()
    {
        using var scene = new PoolScene();
        scene.Run(0);
        var content = new string('x', 6_000_000);
        scene.Pool.Accept(new RemoteCommunicationEvent("large", content), 0);
        scene.Read(0).ShouldEndWith("len:6000011\ntype:large\n" + content);
        scene.Say(0, Accept + Ready);
        scene.Publish(2);
        scene.Given(0).ShouldBe("2");
    }

    [Fact]
    public void It_is_at_work_while_a_listener_has_an_event_or_may_yet_take_one()
    {
        using var scene = new PoolScene();
        scene.Pool.IsAtWork.ShouldBeFalse();
        scene.Publish(1);
        scene.Pool.IsAtWork.ShouldBeFalse("nobody runs");
        scene.SetState(0, ProcessState.Running);
        scene.Pool.IsAtWork.ShouldBeTrue();
        scene.Say(0, Ready);
        scene.Pool.IsAtWork.ShouldBeTrue();
        scene.Say(0, Accept);
        scene.Pool.IsAtWork.ShouldBeFalse();
    }

    private const string Unknown =
        "Warn a: has entered the UNKNOWN state and will no longer receive events, "
        + "this usually indicates the process violated the eventlistener protocol";
}
