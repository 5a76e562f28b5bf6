using Supervisor.Posix;
using Supervisor.Protocol.Requests;
using static Supervisor.Engine.Tests.Control.TextConfiguration;

namespace Supervisor.Engine.Tests.Control;

/// <summary>What the service manager that started the daemon is told.</summary>
public sealed class ServiceManagerTests
{
    private const string Reloading = "reloading: Reading the configuration";

    [Fact]
    public void A_reload_begins_and_ends()
    {
        using var scene = new ControlScene(Program("web"));
        scene.WriteFiles(Program("web", "startsecs = 2"));
        scene.Send(SignalNumber.Hangup);
        scene.Service.Told.ShouldBe([Reloading, "ready: The configuration has been reloaded"]);
    }

    [Fact]
    public void One_that_changes_nothing_because_of_a_mistake_ends_too()
    {
        using var scene = new ControlScene(Program("web"));
        scene.WriteFiles(Program("web", "nonsense = 1"));
        scene.Send(SignalNumber.Hangup);
        scene.Service.Told.ShouldBe([Reloading, "ready: The configuration was not reloaded, its log says why"]);
    }

    [Fact]
    public void An_end_is_told_once_and_a_reload_under_way_is_forgotten()
    {
        using var scene = new ControlScene(Program("web"));
        scene.HoldsLoads = true;
        scene.Kernel.Stubborn.Add("web");
        scene.Send(SignalNumber.Hangup);
        scene.Send(SignalNumber.Terminate);
        scene.Send(SignalNumber.Terminate);
        scene.Service.Told.ShouldBe([Reloading, "stopping"]);
    }

    [Fact]
    public void A_new_beginning_is_no_end_until_somebody_wants_one()
    {
        using var scene = new ControlScene(Program("web"));
        scene.Kernel.Stubborn.Add("web");
        scene.Ask(new Request.RestartDaemon());
        scene.Service.Told.ShouldBe(["reloading: Stopping the programs to begin anew"]);
        scene.Send(SignalNumber.Terminate);
        scene.Send(SignalNumber.Terminate);
        scene.Service.Told.ShouldBe(["reloading: Stopping the programs to begin anew", "stopping"]);
    }
}
