using Supervisor.Engine.Events;
using Supervisor.Engine.Logs;
using Supervisor.Engine.Loop;
using Supervisor.Engine.Tests.Control;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Events;

public sealed class EventOrderTests
{
    private static readonly string Web = EventScene.Heard("web", "startsecs = 0");

    [Fact]
    public void The_groups_come_first_then_the_daemon_then_the_processes()
    {
        using var scene = new EventScene(
            TextConfiguration.Program("web") + TextConfiguration.Program("late", "priority = 1000", "autostart = false")
        );
        scene
            .TakeAll()
            .ShouldBe([
                "PROCESS_GROUP_ADDED groupname:watch\n",
                "PROCESS_GROUP_ADDED groupname:web\n",
                "PROCESS_GROUP_ADDED groupname:late\n",
                "SUPERVISOR_STATE_CHANGE_RUNNING ",
                "PROCESS_STATE_STARTING processname:watch groupname:watch from_state:STOPPED tries:0",
                "PROCESS_STATE_STARTING processname:web groupname:web from_state:STOPPED tries:0",
                "PROCESS_STATE_RUNNING processname:watch groupname:watch from_state:STARTING pid:101",
                "PROCESS_STATE_RUNNING processname:web groupname:web from_state:STARTING pid:102",
            ]);
    }

    [Fact]
    public void What_is_noted_is_left_to_the_next_executable_and_the_rest_is_told_before_it_takes_over()
    {
        using var scene = new EventScene(Web, "PROCESS_LOG");
        scene.TakeAll();
        var output = new ChannelOutput(scene.Control.Slot("web").Pipes!.Stdout!, EventType.ProcessLogStdout, "not noted"u8.ToArray(), 0);
        var noted = output with { Data = "noted"u8.ToArray(), Note = new OutputNote(5, 0) };
        scene.Control.Engine.ReceiveLast(LoopMessage.Of(LogPumpNotice.Of(noted)));
        scene.Control.Engine.ReceiveLast(LoopMessage.Of(LogPumpNotice.Of(output)));
        scene.TakeAll().ShouldHaveSingleItem().ShouldEndWith("channel:stdout\nnot noted");
    }

    [Fact]
    public void Failed_starts_are_told_with_their_tries()
    {
        using var scene = new EventScene(TextConfiguration.Program("web", "autostart = false", "startretries = 1"), "PROCESS_STATE");
        scene.Control.Spawners.Failing.Add("web");
        scene.TakeAll();
        scene.Control.Start("web", waits: false);
        scene.Control.Pass(TimeSpan.FromSeconds(5));
        scene
            .TakeAll()
            .ShouldBe([
                "PROCESS_STATE_STARTING processname:web groupname:web from_state:STOPPED tries:0",
                "PROCESS_STATE_BACKOFF processname:web groupname:web from_state:STARTING tries:1",
                "PROCESS_STATE_STARTING processname:web groupname:web from_state:BACKOFF tries:1",
                "PROCESS_STATE_BACKOFF processname:web groupname:web from_state:STARTING tries:2",
                "PROCESS_STATE_FATAL processname:web groupname:web from_state:BACKOFF",
            ]);
    }

    [Fact]
    public void A_process_that_cannot_be_signalled_is_told_as_unknown()
    {
        using var scene = new EventScene(TextConfiguration.Program("web"), "PROCESS_STATE");
        scene.TakeAll();
        scene.Control.Kernel.Protected.Add("web");
        scene.Control.Stop("web", waits: false);
        scene
            .TakeAll()
            .ShouldBe([
                "PROCESS_STATE_STOPPING processname:web groupname:web from_state:RUNNING pid:102",
                "PROCESS_STATE_UNKNOWN processname:web groupname:web from_state:STOPPING",
            ]);
        scene.Control.Kernel.Protected.Clear();
    }

    [Fact]
    public void What_a_run_wrote_is_told_before_its_end_and_with_its_pid()
    {
        using var scene = new EventScene(Web, "EVENT");
        scene.TakeAll();
        scene.Control.Pump.HoldsDrains = true;
        var (stdout, stderr) = (scene.Control.Slot("web").Pipes!.Stdout!, scene.Control.Slot("web").Pipes!.Stderr!);
        scene.Control.Exit("web", 3);
        scene.Control.Pass(TimeSpan.FromSeconds(0.1));
        scene.Bring(stdout, EventType.ProcessLogStdout, "last words");
        scene.TakeAll().ShouldBe(["PROCESS_LOG_STDOUT processname:web groupname:web pid:102 channel:stdout\nlast words"]);
        scene.Control.Pump.AnswerDrains(stdout);
        scene.Control.Pump.AnswerDrains(stderr);
        scene.Control.Settle();
        scene.TakeAll().ShouldContain("PROCESS_STATE_EXITED processname:web groupname:web from_state:RUNNING expected:0 pid:102");
    }

    [Fact]
    public void What_the_next_run_writes_waits_until_the_end_of_the_last_one_is_told()
    {
        using var scene = new EventScene(Web, "EVENT");
        scene.TakeAll();
        scene.Control.Pump.HoldsDrains = true;
        var (stdout, stderr) = (scene.Control.Slot("web").Pipes!.Stdout!, scene.Control.Slot("web").Pipes!.Stderr!);
        scene.Control.Exit("web", 3);
        scene.Control.Start("web", waits: false);
        scene.Control.Describe("web").ProcessId.ShouldBe(103);
        scene.Control.Pass(TimeSpan.Zero);
        scene.Control.Pump.AnswerDrains(stdout);
        scene.Control.Settle();
        scene.Bring(stdout, EventType.ProcessLogStdout, "first words");
        scene.TakeAll().ShouldBeEmpty();
        scene.Control.Pump.AnswerDrains(stderr);
        scene.Control.Settle();
        scene
            .TakeAll()
            .Select(text => text.Split("\n")[0])
            .ShouldBe([
                "PROCESS_STATE_EXITED processname:web groupname:web from_state:RUNNING expected:0 pid:102",
                "PROCESS_STATE_STARTING processname:web groupname:web from_state:EXITED tries:0",
                "PROCESS_STATE_RUNNING processname:web groupname:web from_state:STARTING pid:103",
                "PROCESS_LOG_STDOUT processname:web groupname:web pid:103 channel:stdout",
            ]);
    }

    [Fact]
    public void Of_several_runs_that_ended_before_a_log_was_written_each_has_its_own_words()
    {
        using var scene = new EventScene(Web, "EVENT");
        scene.TakeAll();
        scene.Control.Pump.HoldsDrains = true;
        var (stdout, stderr) = (scene.Control.Slot("web").Pipes!.Stdout!, scene.Control.Slot("web").Pipes!.Stderr!);
        scene.Control.Exit("web", 3);
        scene.Control.Start("web", waits: false);
        scene.Control.Exit("web", 4);
        scene.Bring(stdout, EventType.ProcessLogStdout, "of the first");
        scene.Control.Pump.AnswerOldestDrain(stdout);
        scene.Control.Settle();
        scene.Bring(stdout, EventType.ProcessLogStdout, "of the second");
        scene.Control.Pump.AnswerDrains(stdout);
        scene.Control.Pump.AnswerDrains(stderr);
        scene.Control.Settle();
        scene
            .TakeAll()
            .Select(text => text.Replace("processname:web groupname:web ", "", StringComparison.Ordinal))
            .Where(text => text.Contains("pid:", StringComparison.Ordinal))
            .ShouldBe([
                "PROCESS_LOG_STDOUT pid:102 channel:stdout\nof the first",
                "PROCESS_STATE_EXITED from_state:RUNNING expected:0 pid:102",
                "PROCESS_LOG_STDOUT pid:103 channel:stdout\nof the second",
                "PROCESS_STATE_RUNNING from_state:STARTING pid:103",
                "PROCESS_STATE_EXITED from_state:RUNNING expected:0 pid:103",
            ]);
    }

    [Fact]
    public void A_group_goes_after_the_ends_of_its_processes_have_been_told()
    {
        using var scene = new EventScene(Web);
        scene.TakeAll();
        var slot = scene.Control.Slot("web");
        var (stdout, stderr) = (slot.Pipes!.Stdout!, slot.Pipes!.Stderr!);
        scene.Control.Pump.HoldsDrains = true;
        Reload(scene, "");
        scene.TakeAll().ShouldBe(["PROCESS_STATE_STOPPING processname:web groupname:web from_state:RUNNING pid:102"]);
        scene.Control.Pump.AnswerDrains(stdout);
        scene.Control.Pump.AnswerDrains(stderr);
        scene.Control.Settle();
        scene
            .TakeAll()
            .ShouldBe([
                "PROCESS_STATE_STOPPED processname:web groupname:web from_state:STOPPING pid:102",
                "PROCESS_GROUP_REMOVED groupname:web\n",
            ]);
    }

    [Fact]
    public void A_group_that_comes_back_at_once_goes_before_it_comes()
    {
        using var scene = new EventScene(Web);
        scene.TakeAll();
        scene.Control.Pump.HoldsDrains = true;
        Reload(scene, "");
        Reload(scene, Web);
        scene.Control.Pass(TimeSpan.Zero);
        scene
            .TakeAll()
            .Select(text => text.Split(' ', '\n')[0])
            .ShouldBe([
                "PROCESS_STATE_STOPPING",
                "PROCESS_STATE_STOPPED",
                "PROCESS_GROUP_REMOVED",
                "PROCESS_GROUP_ADDED",
                "PROCESS_STATE_STARTING",
                "PROCESS_STATE_RUNNING",
            ]);
    }

    [Fact]
    public void The_log_pump_is_told_what_is_wanted()
    {
        using var scene = new EventScene(Web, "PROCESS_LOG");
        IsWanted(scene, EventType.ProcessLogStdout).ShouldBeTrue();
        IsWanted(scene, EventType.ProcessCommunicationStdout).ShouldBeFalse();
        Reload(scene, Web, "PROCESS_COMMUNICATION_STDOUT");
        IsWanted(scene, EventType.ProcessLogStdout).ShouldBeFalse();
        IsWanted(scene, EventType.ProcessCommunicationStdout).ShouldBeTrue();
        scene.Control.WriteFiles(Web);
        scene.Control.Send(SignalNumber.Hangup);
        IsWanted(scene, EventType.ProcessCommunicationStdout).ShouldBeFalse();
    }

    private static bool IsWanted(EventScene scene, EventType type) => scene.Control.Pump.Wanted.Contains(type);

    private static void Reload(EventScene scene, string programs, string events = "EVENT")
    {
        scene.Control.WriteFiles(EventScene.ListenerTo(events) + programs);
        scene.Control.Send(SignalNumber.Hangup);
    }
}
