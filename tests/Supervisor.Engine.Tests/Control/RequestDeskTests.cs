using Supervisor.Engine.Control;
using Supervisor.Posix;
using Supervisor.Protocol.Framing;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;
using static Supervisor.Engine.Tests.Control.TextConfiguration;

namespace Supervisor.Engine.Tests.Control;

public sealed class RequestDeskTests
{
    private static readonly ProcessSelector Web = ProcessSelector.Parse("web");

    [Fact]
    public void What_was_begun_goes_on_when_nobody_waits_for_it_any_more()
    {
        using var scene = new ControlScene(Program("web", "autostart = false"));
        scene.Spawners.HoldsChecks = true;
        var start = scene.Hand(new Request.Start(Web, Waits: true), out var number);
        scene.Engine.Requests.Cancel(start, number);
        scene.Spawners.HoldsChecks = false;
        scene.Pass(TimeSpan.FromSeconds(2));
        start.IsAnswered.ShouldBeFalse();
        scene.StateOf("web").ShouldBe(ProcessState.Running);
    }

    [Fact]
    public void A_restart_that_nobody_waits_for_ends_with_the_start()
    {
        using var scene = new ControlScene(Program("web"));
        scene.Kernel.Stubborn.Add("web");
        var restart = scene.Hand(new Request.Restart(Web, Waits: true), out var number);
        scene.Settle();
        scene.Engine.Requests.Cancel(restart, number);
        scene.Pass(TimeSpan.FromSeconds(15));
        restart.IsAnswered.ShouldBeFalse();
        scene.StateOf("web").ShouldBe(ProcessState.Running);
    }

    [Fact]
    public void When_a_caller_is_gone_nothing_it_asked_is_answered_and_others_are()
    {
        using var scene = new ControlScene(Program("web", "stopwaitsecs = 5"));
        scene.Kernel.Stubborn.Add("web");
        var caller = new StrictCaller();
        scene.Engine.Requests.Handle(caller, 1, new Request.Stop(Web, Waits: true));
        scene.Engine.Requests.Handle(caller, 2, new Request.WaitForState(Web, [0], 60_000));
        scene.Engine.Requests.Handle(caller, 3, new Request.ReadConfiguration());
        var other = scene.Ask(new Request.WaitForState(Web, [0], 60_000));
        scene.Engine.Requests.CallerGone(caller);
        caller.IsGone = true;
        scene.Pass(TimeSpan.FromSeconds(5));
        other.Processes.ShouldHaveSingleItem();
        scene.Engine.NextDue.ShouldBeNull();
    }

    /// <summary>Nothing is kept of a caller that has gone, whatever it had asked: only the test's own reference would keep it alive.</summary>
    [Fact]
    public void Nothing_is_kept_of_a_caller_that_is_gone()
    {
        using var scene = new ControlScene(
            Program("web", "stopwaitsecs = 3600") + Program("slow", "autostart = false", "startsecs = 3600")
        );
        scene.Kernel.Stubborn.Add("web");
        var caller = AskAndGo(scene);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        caller.IsAlive.ShouldBeFalse();
    }

    [Fact]
    public void A_late_answer_from_elsewhere_reaches_nobody_and_its_file_is_closed()
    {
        using var scene = new ControlScene(
            Program("web").Replace("stdout_logfile = \"NONE\"", "stdout_logfile = \"/log/web\"", StringComparison.Ordinal)
        );
        var open = scene.Hand(new Request.OpenLog(new ProcessName("web", "web"), LogStream.Stdout), out var number);
        scene.Engine.Requests.Cancel(open, number);
        var file = StandardStreams.OpenNullDevice();
        scene.AnswerLogFile(0, file);
        open.IsAnswered.ShouldBeFalse();
        file.IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void What_is_not_open_can_be_cancelled()
    {
        using var scene = new ControlScene(Program("web"));
        var list = scene.Hand(new Request.ListProcesses(ProcessSelector.All), out var number);
        scene.Engine.Requests.Cancel(list, number);
        scene.Engine.Requests.Cancel(list, number + 1);
        scene.Engine.Requests.CallerGone(list);
        list.Processes.ShouldHaveSingleItem();
    }

    [Fact]
    public void Two_requests_of_one_number_break_the_protocol()
    {
        using var scene = new ControlScene(Program("web"));
        var caller = new StrictCaller();
        scene.Engine.Requests.Handle(caller, 1, new Request.WaitForState(Web, [0], null));
        Should.Throw<ProtocolException>(() => scene.Engine.Requests.Handle(caller, 1, new Request.DescribeDaemon()));
    }

    [Fact]
    public void A_number_is_free_again_once_it_was_answered_or_cancelled()
    {
        using var scene = new ControlScene(Program("web"));
        var caller = new Question();
        scene.Engine.Requests.Handle(caller, 1, new Request.WaitForState(Web, [0], null));
        scene.Engine.Requests.Cancel(caller, 1);
        scene.Engine.Requests.Handle(caller, 1, new Request.DescribeDaemon());
        caller.Reply.ShouldBeOfType<Reply.DaemonDescribed>();
    }

    [Fact]
    public void Requests_without_end_break_the_protocol()
    {
        using var scene = new ControlScene(Program("web"));
        var caller = new StrictCaller();
        uint number = 0;
        Should.Throw<ProtocolException>(() =>
        {
            while (true)
                scene.Engine.Requests.Handle(caller, ++number, new Request.WaitForState(Web, [0], null));
        });
        number.ShouldBeGreaterThan(10_000U);
        scene.Engine.Requests.CallerGone(caller);
        scene.Ask(new Request.DescribeDaemon()).Reply.ShouldBeOfType<Reply.DaemonDescribed>();
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference AskAndGo(ControlScene scene)
    {
        var caller = new StrictCaller();
        var requests = scene.Engine.Requests;
        requests.Handle(caller, 1, new Request.Start(ProcessSelector.Parse("slow"), Waits: true));
        requests.Handle(caller, 2, new Request.Stop(Web, Waits: true));
        scene.Settle();
        requests.Handle(caller, 3, new Request.Restart(Web, Waits: true));
        scene.Settle();
        scene.Spawners.HoldsChecks = true;
        requests.Handle(caller, 4, new Request.Restart(Web, Waits: true));
        requests.Handle(caller, 5, new Request.WaitForState(Web, [100], 3_600_000));
        requests.CallerGone(caller);
        caller.IsGone = true;
        scene.Spawners.HoldsChecks = false;
        scene.Settle();
        return new WeakReference(caller);
    }

    private sealed class StrictCaller : IRequestCaller
    {
        public bool IsGone { get; set; }

        public void Answer(uint number, Reply reply, Descriptor? descriptor = null) => IsGone.ShouldBeFalse($"{number}: {reply}");
    }
}
