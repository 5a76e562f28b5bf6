using Supervisor.Posix;
using Supervisor.Protocol.Requests;
using static Supervisor.Engine.Tests.Control.TextConfiguration;

namespace Supervisor.Engine.Tests.Control;

public sealed class StartRequestTests
{
    private const string Off = "autostart = false";

    [Fact]
    public void A_waiting_start_is_answered_when_the_process_is_RUNNING()
    {
        using var scene = new ControlScene(Program("web", Off, "startsecs = 3"));
        var start = scene.Start("web");
        start.IsAnswered.ShouldBeFalse();
        scene.StateOf("web").ShouldBe(ProcessState.Starting);
        scene.Pass(TimeSpan.FromSeconds(2.9));
        start.IsAnswered.ShouldBeFalse();
        scene.Pass(TimeSpan.FromSeconds(0.1));
        start.Outcome.ShouldBe("web Success");
    }
}
