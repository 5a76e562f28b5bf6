using Supervisor.Engine.Tests.Control;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Events;

/// <summary>Listeners at the end of the daemon.</summary>
public sealed class FarewellTests
{
    [Fact]
    public void A_listener_is_told_of_all_ends_before_it_is_stopped()
    {
        using var scene = new EventScene(TextConfiguration.Program("web"));
        scene.TakeAll();
        scene.Control.Send(SignalNumber.Terminate);
        scene.Control.Kernel.Signals.ShouldBe(["SIGTERM web"]);
        scene
            .TakeAll()
            .Select(text => text.Split(' ')[0])
            .ShouldBe(["SUPERVISOR_STATE_CHANGE_STOPPING", "PROCESS_STATE_STOPPING", "PROCESS_STATE_STOPPED"]);
        scene.Control.Kernel.Signals.ShouldBe(["SIGTERM web", "SIGTERM watch"]);
        scene.Control.Engine.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void One_that_does_not_answer_is_waited_for_no_longer_than_a_second()
    {
        using var scene = new EventScene(TextConfiguration.Program("web"));
        scene.Take().ShouldNotBeNull();
        scene.Control.Send(SignalNumber.Terminate);
        scene.Control.Pass(TimeSpan.FromSeconds(0.9));
        scene.Control.Kernel.Signals.ShouldBe(["SIGTERM web"]);
        scene.Control.Pass(TimeSpan.FromSeconds(0.1));
        scene.Control.Kernel.Signals.ShouldBe(["SIGTERM web", "SIGTERM watch"]);
        scene.Control.Engine.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void One_that_goes_on_answering_is_waited_for_longer_but_not_for_ever()
    {
        using var scene = new EventScene(TextConfiguration.Program("web"), "REMOTE_COMMUNICATION");
        scene.Control.Kernel.Stubborn.Add("web");
        scene.Control.Send(SignalNumber.Terminate);
        for (var second = 0; second < 60 && !scene.Control.Engine.IsOver; second++)
        {
            scene.Control.Ask(new Protocol.Requests.Request.SendRemoteEvent("again", "and again"));
            scene.Control.Pass(TimeSpan.FromSeconds(0.7));
            scene.Take();
            scene.Say("RESULT 2\nOKREADY\n");
        }
        scene.Control.Engine.IsOver.ShouldBeTrue();
        scene.Control.Kernel.Signals.ShouldBe(["SIGTERM web", "SIGKILL web", "SIGTERM watch"]);
    }

    [Fact]
    public void One_that_has_nothing_to_do_is_not_waited_for()
    {
        using var scene = new EventScene(TextConfiguration.Program("web"), "TICK_3600");
        scene.Control.Send(SignalNumber.Terminate);
        scene.Control.Engine.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void A_remote_event_reaches_listeners_also_while_the_daemon_ends()
    {
        using var scene = new EventScene(TextConfiguration.Program("web"), "REMOTE_COMMUNICATION");
        scene.Control.Kernel.Stubborn.Add("web");
        scene.Control.Send(SignalNumber.Terminate);
        scene.Control.Ask(new Protocol.Requests.Request.SendRemoteEvent("farewell", "text"));
        scene.TakeAll().ShouldBe(["REMOTE_COMMUNICATION type:farewell\ntext"]);
    }
}
