using System.Collections.Immutable;
using Supervisor.Engine.Control;
using Supervisor.Engine.Gateway;
using Supervisor.Posix;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;
using static Supervisor.Engine.Tests.Control.TextConfiguration;

namespace Supervisor.Engine.Tests.Control;

/// <summary>Requests that go over to another master. Here that is the same engine, which has lost the first caller.</summary>
public sealed class PassedCallTests
{
    private const string Off = "autostart = false";

    [Fact]
    public void A_start_is_answered_to_who_goes_on_with_it()
    {
        using var scene = new ControlScene(Program("web", Off, "startsecs = 3"));
        var next = PassOn(scene, scene.Start("web"));
        scene.Pass(TimeSpan.FromSeconds(2.9));
        next.IsAnswered.ShouldBeFalse();
        scene.Pass(TimeSpan.FromSeconds(0.1));
        next.Outcome.ShouldBe("web Success");
        scene.Spawners.Spawned.ShouldBe(["web"]);
    }

    [Fact]
    public void A_start_that_fails_afterwards_is_told_as_failed()
    {
        using var scene = new ControlScene(Program("web", Off, "startsecs = 3", "startretries = 0"));
        var next = PassOn(scene, scene.Start("web"));
        scene.Exit("web", 1);
        next.Outcome.ShouldBe("web SpawnError web");
    }

    [Fact]
    public void A_stop_is_answered_when_the_process_is_gone()
    {
        using var scene = new ControlScene(Program("web", "stopwaitsecs = 5"));
        scene.Kernel.Stubborn.Add("web");
        var next = PassOn(scene, scene.Stop("web"));
        scene.Pass(TimeSpan.FromSeconds(5));
        next.Outcome.ShouldBe("web Success");
        scene.Kernel.Signals.ShouldBe(["SIGTERM web", "SIGKILL web"]);
    }

    [Fact]
    public void A_restart_goes_on_from_its_stop_and_from_its_start()
    {
        using var scene = new ControlScene(Program("web", "stopwaitsecs = 5", "startsecs = 3"));
        scene.Pass(TimeSpan.FromSeconds(5));
        scene.Kernel.Stubborn.Add("web");
        var second = PassOn(scene, scene.Restart("web"));
        scene.Pass(TimeSpan.FromSeconds(5));
        scene.StateOf("web").ShouldBe(ProcessState.Starting);
        second.IsAnswered.ShouldBeFalse();
        var third = PassOn(scene, second);
        scene.Pass(TimeSpan.FromSeconds(3));
        third.Outcome.ShouldBe("web Success");
        scene.Spawners.Spawned.ShouldBe(["web", "web"]);
    }

    [Fact]
    public void Of_several_those_that_have_come_to_something_keep_their_place()
    {
        using var scene = new ControlScene(
            Program("a", Off, "startsecs = 3", "priority = 1")
                + Program("b", Off, "startsecs = 0", "priority = 2")
                + Program("c", Off, "startsecs = 1", "priority = 3")
        );
        var next = PassOn(scene, scene.Ask(new Request.Start(ProcessSelector.All, Waits: true)));
        scene.Pass(TimeSpan.FromSeconds(3));
        next.Outcomes.ShouldBe(["a Success", "b Success", "c Success"]);
    }

    [Fact]
    public void Stops_of_several_are_told_in_the_same_order()
    {
        using var scene = new ControlScene(Program("a", "priority = 1") + Program("b", "priority = 2", "stopwaitsecs = 5"));
        scene.Kernel.Stubborn.Add("b");
        var next = PassOn(scene, scene.Ask(new Request.Stop(ProcessSelector.All, Waits: true)));
        scene.Pass(TimeSpan.FromSeconds(5));
        next.Outcomes.ShouldBe(["a Success", "b Success"]);
    }

    [Fact]
    public void A_wait_keeps_its_deadline()
    {
        using var scene = new ControlScene(Program("web"));
        var first = scene.Ask(new Request.WaitForState(ProcessSelector.Parse("web"), [(int)ProcessState.Fatal], 5000));
        scene.Pass(TimeSpan.FromSeconds(2));
        var next = PassOn(scene, first);
        scene.Pass(TimeSpan.FromSeconds(2.9));
        next.IsAnswered.ShouldBeFalse();
        scene.Pass(TimeSpan.FromSeconds(0.1));
        next.Refusal.ShouldBe("TimedOut web is RUNNING");
    }

    [Fact]
    public void What_is_cancelled_afterwards_is_not_answered()
    {
        using var scene = new ControlScene(Program("web", Off, "startsecs = 3"));
        var next = PassOn(scene, scene.Start("web"));
        scene.Engine.Requests.CallerGone(next);
        scene.Pass(TimeSpan.FromSeconds(5));
        next.IsAnswered.ShouldBeFalse();
        scene.StateOf("web").ShouldBe(ProcessState.Running);
        Desk(scene).IsPassable.ShouldBeTrue();
    }

    [Fact]
    public void A_process_that_is_not_known_any_more_is_told()
    {
        using var scene = new ControlScene(Program("web", Off));
        var name = new ProcessName("gone", "gone");
        var next = new Question();
        var progress = new CallProgress([new PassedProcess(name, CallStage.Waiting, null)], null);
        Desk(scene).Resume(next, new PassedCall(1, new Request.Start(ProcessSelector.Of("gone", "gone"), Waits: true), progress));
        next.Outcome.ShouldBe("gone Failed gone is not known any more");
    }

    [Fact]
    public void A_start_that_has_not_begun_is_waited_for()
    {
        using var scene = new ControlScene(Program("web", Off, "startsecs = 3"));
        scene.Spawners.HoldsChecks = true;
        var start = scene.Start("web");
        Desk(scene).IsPassable.ShouldBeFalse();
        Desk(scene).CallsOf(start).ShouldBeEmpty();
        scene.Spawners.HoldsChecks = false;
        scene.Settle();
        Desk(scene).IsPassable.ShouldBeTrue();
    }

    [Fact]
    public void What_cannot_go_over_is_refused_when_it_takes_too_long_and_what_can_is_not()
    {
        using var scene = new ControlScene(Program("web", Off, "startsecs = 3"));
        scene.HoldsLoads = true;
        var read = scene.Ask(new Request.ReadConfiguration());
        var start = scene.Start("web");
        Desk(scene).IsPassable.ShouldBeFalse();
        Desk(scene).RefuseOthers("too late");
        read.Refusal.ShouldBe("Failed too late");
        start.IsAnswered.ShouldBeFalse();
        Desk(scene).IsPassable.ShouldBeTrue();
    }

    private static RequestDesk Desk(ControlScene scene) => (RequestDesk)scene.Engine.Requests;

    /// <summary>The one call of the caller goes over, as bytes; its first caller is told nothing any more.</summary>
    private static Question PassOn(ControlScene scene, Question caller)
    {
        var desk = Desk(scene);
        desk.IsPassable.ShouldBeTrue();
        var passed = new PassedGateway(16, 3, new ProcessIdentity(1, 1), ReadOnlyMemory<byte>.Empty, desk.CallsOf(caller));
        var call = PassedGateways.Of(new PassedGateways([passed]).ToBytes()).All.Single().Calls.ShouldHaveSingleItem();
        desk.CallerGone(caller);
        var next = new Question();
        desk.Resume(next, call);
        return next;
    }
}
