using Supervisor.Posix;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;
using static Supervisor.Engine.Tests.Control.TextConfiguration;

namespace Supervisor.Engine.Tests.Control;

public sealed class DaemonRequestTests
{
    [Fact]
    public void The_daemon_is_described()
    {
        using var scene = new ControlScene("[supervisord]\nidentifier = \"here\"\n");
        scene
            .Ask(new Request.DescribeDaemon())
            .Reply.ShouldBe(new Reply.DaemonDescribed("here", "4.2", 17, SupervisorState.Running) { MasterId = Environment.ProcessId });
    }

    [Fact]
    public void A_shutdown_is_answered_before_anything_is_stopped()
    {
        using var scene = new ControlScene(Program("web"));
        var shutdown = scene.Hand(new Request.ShutDown(), out _);
        shutdown.Reply.ShouldBe(Reply.Done.Instance);
        scene.Settle();
        scene.Engine.IsOver.ShouldBeTrue();
        scene.Engine.RestartRequested.ShouldBeFalse();
    }

    [Fact]
    public void While_it_ends_everything_but_events_and_the_description_is_refused()
    {
        using var scene = new ControlScene(Program("web"));
        scene.Kernel.Stubborn.Add("web");
        scene.Ask(new Request.ShutDown());
        Request[] refused =
        [
            new Request.ListProcesses(ProcessSelector.All),
            new Request.ListConfigurations(),
            new Request.Start(ProcessSelector.All, true),
            new Request.Stop(ProcessSelector.All, true),
            new Request.Restart(ProcessSelector.All, true),
            new Request.Signal(ProcessSelector.All, "HUP"),
            new Request.WaitForState(ProcessSelector.Parse("web"), [0], null),
            new Request.ReadConfiguration(),
            new Request.AddGroup("web"),
            new Request.RemoveGroup("web"),
            new Request.Reload(true, []),
            new Request.OpenLog(new ProcessName("web", "web"), LogStream.Stdout),
            new Request.OpenDaemonLog(),
            new Request.ClearLogs(ProcessSelector.All),
            new Request.ClearDaemonLog(),
            new Request.WriteStandardInput(new ProcessName("web", "web"), new byte[] { 1 }),
            new Request.ShutDown(),
            new Request.RestartDaemon(),
        ];
        foreach (var request in refused)
            scene.Ask(request).Refusal.ShouldBe("ShuttingDown", request.ToString());
        scene.Ask(new Request.DescribeDaemon()).Reply.ShouldBeOfType<Reply.DaemonDescribed>().State.ShouldBe(SupervisorState.Shutdown);
        scene.ListenForEvents();
        scene.Ask(new Request.SendRemoteEvent("t", "d")).Reply.ShouldBe(Reply.Done.Instance);
        scene.Daemon.Events.ShouldBe(["type:t\nd"]);
    }

    [Fact]
    public void A_new_beginning_is_answered_and_then_everything_is_stopped()
    {
        using var scene = new ControlScene(Program("web"));
        scene.Kernel.Stubborn.Add("web");
        scene.Ask(new Request.RestartDaemon()).Reply.ShouldBe(Reply.Done.Instance);
        scene.Engine.RestartRequested.ShouldBeTrue();
        scene.Ask(new Request.DescribeDaemon()).Reply.ShouldBeOfType<Reply.DaemonDescribed>().State.ShouldBe(SupervisorState.Restarting);
        scene.Pass(TimeSpan.FromSeconds(10));
        scene.Engine.IsOver.ShouldBeTrue();
        scene.Engine.RestartRequested.ShouldBeTrue();
    }

    [Fact]
    public void With_a_mistaken_configuration_nothing_is_stopped()
    {
        using var scene = new ControlScene(Program("web"));
        scene.WriteFiles(Program("web", "nonsense = 1"));
        scene.Ask(new Request.RestartDaemon()).Refusal.ShouldStartWith("CannotReread /conf/supervisor.toml:");
        scene.Engine.RestartRequested.ShouldBeFalse();
        scene.StateOf("web").ShouldBe(ProcessState.Running);
        scene.Kernel.Signals.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("QUIT")]
    public void Who_wants_it_to_end_outrules_a_new_beginning(string name)
    {
        using var scene = new ControlScene(Program("web"));
        scene.Kernel.Stubborn.Add("web");
        scene.Ask(new Request.RestartDaemon());
        SignalNumber.TryParse(name, out var signal).ShouldBeTrue();
        scene.Send(signal);
        scene.Engine.RestartRequested.ShouldBeFalse();
        scene.Ask(new Request.DescribeDaemon()).Reply.ShouldBeOfType<Reply.DaemonDescribed>().State.ShouldBe(SupervisorState.Shutdown);
    }

    [Fact]
    public void A_hangup_during_a_new_beginning_changes_nothing_about_it()
    {
        using var scene = new ControlScene(Program("web"));
        scene.Kernel.Stubborn.Add("web");
        scene.Ask(new Request.RestartDaemon());
        scene.Send(SignalNumber.Hangup);
        scene.Engine.RestartRequested.ShouldBeTrue();
    }
}
