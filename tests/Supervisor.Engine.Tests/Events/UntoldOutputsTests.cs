using System.Text;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Announcements;
using Supervisor.Engine.Events;
using Supervisor.Engine.Listeners;
using Supervisor.Engine.Logs;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Tests.Control;
using Supervisor.Engine.Tests.Listeners;
using Supervisor.Engine.Tests.Loop;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Events;

/// <summary>What another master has not come to tell: the output of a program stands where it belongs among the changes of its state.</summary>
public sealed class UntoldOutputsTests : IEventSubscriber, IDisposable
{
    private const int Ended = 21;
    private const int Present = 22;
    private readonly string _directory = Directory.CreateTempSubdirectory("untold-").FullName;
    private readonly PoolScene _scene = new();
    private readonly List<string> _told = [];
    private readonly QuietLogPump _logs = new(_ => { });
    private readonly EventNotes _notes;
    private readonly ProcessSlot _slot;
    private readonly LogChannel _stdout;
    private readonly LogChannel _stderr;

    public UntoldOutputsTests()
    {
        _slot = _scene.Group.Slots[0];
        _slot.LeaderExit = ChildExit.Unknown(Ended);
        _slot.Status = _slot.Status with { State = ProcessState.Running, ProcessId = Present };
        _stdout = new LogChannel(new Descriptor(1 << 28)) { Owner = _slot };
        _stderr = new LogChannel(new Descriptor((1 << 28) + 1)) { Owner = _slot };
        _notes = EventNotes.Open(Path.Join(_directory, "events"), new SilentLog());
    }

    EventTypeSet IEventSubscriber.Events => EventTypeSet.Of(["EVENT"]);

    void IEventSubscriber.Accept(SupervisorEvent happened, long serial) =>
        _told.Add(
            $"{happened.Type.Name()} {happened.Text.Replace("processname:a groupname:watch ", "", StringComparison.Ordinal).Trim()}"
                + $" {Encoding.UTF8.GetString(happened.Data.Span)}".TrimEnd()
        );

    public void Dispose()
    {
        _notes.Dispose();
        _scene.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void Without_anything_delayed_output_is_the_present_childs()
    {
        Leave(_stdout, EventType.ProcessLogStdout, "one", 1);
        Leave(_stdout, EventType.ProcessLogStdout, "two", 2);
        Tell();
        _told.ShouldBe(["PROCESS_LOG_STDOUT pid:22 channel:stdout one", "PROCESS_LOG_STDOUT pid:22 channel:stdout two"]);
    }

    [Fact]
    public void Last_words_come_before_an_end_that_waited_for_them()
    {
        Delay(Change(ProcessState.Running, ProcessState.Exited, 5));
        Delay(Change(ProcessState.Exited, ProcessState.Starting, 6));
        Leave(_stdout, EventType.ProcessLogStdout, "last words", 1);
        Tell();
        _told.ShouldBe([
            "PROCESS_LOG_STDOUT pid:21 channel:stdout last words",
            "PROCESS_STATE_EXITED from_state:RUNNING expected:0 pid:0",
            "PROCESS_STATE_STARTING from_state:EXITED tries:0",
        ]);
    }

    [Fact]
    public void Of_a_stream_on_which_the_next_run_has_been_heard_the_rest_is_its_too()
    {
        Delay(Change(ProcessState.Running, ProcessState.Exited, 5));
        Delay(Output(_stdout, EventType.ProcessLogStdout, "first of the next", 1));
        Leave(_stdout, EventType.ProcessCommunicationStdout, "second of the next", 2);
        Leave(_stderr, EventType.ProcessLogStderr, "last words", 3);
        Tell();
        _told.ShouldBe([
            "PROCESS_LOG_STDERR pid:21 channel:stderr last words",
            "PROCESS_STATE_EXITED from_state:RUNNING expected:0 pid:0",
            "PROCESS_LOG_STDOUT pid:22 channel:stdout first of the next",
            "PROCESS_COMMUNICATION_STDOUT pid:22 second of the next",
        ]);
    }

    private static ChannelOutput Written(LogChannel channel, EventType type, string text, long number) =>
        new(channel, type, Encoding.UTF8.GetBytes(text), 0) { Note = new OutputNote(number, 0) };

    /// <summary>The log pump finds it in its notes.</summary>
    private void Leave(LogChannel channel, EventType type, string text, long number) =>
        _logs.Untold.Add(Written(channel, type, text, number));

    private void Delay(in Announcement announcement) => Sources(Board()).Delay(announcement);

    private Announcement Change(ProcessState from, ProcessState to, long number) =>
        Announcement(AnnouncementKind.StateChanged) with
        {
            From = from,
            To = to,
            Change = number,
        };

    private Announcement Output(LogChannel channel, EventType type, string text, long number) =>
        Announcement(AnnouncementKind.Output) with
        {
            ProcessId = Present,
            Output = Written(channel, type, text, number),
        };

    private Announcement Announcement(AnnouncementKind kind) =>
        new()
        {
            Kind = kind,
            Process = _slot.Settings,
            Slot = _slot,
            Reason = "",
        };

    private EventSources Sources(EventBoard board) => new(board, null!, new SilentLog(), new MonotonicClock(TimeProvider.System), _notes);

    private void Tell()
    {
        var sources = Sources(Board());
        var announcer = new Announcer([sources], _logs, new MonotonicClock(TimeProvider.System), new TimerQueue());
        new UntoldOutputs(_logs, announcer, sources).Tell(_ => true);
        _logs.Told.ShouldBe(_logs.Untold, ignoreOrder: true);
        _notes.Untold.ShouldBeEmpty();
    }

    private EventBoard Board()
    {
        var board = new EventBoard();
        board.Subscribe(this);
        return board;
    }
}
