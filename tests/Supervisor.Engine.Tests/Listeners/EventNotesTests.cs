using Supervisor.Configuration.Settings;
using Supervisor.Engine.Announcements;
using Supervisor.Engine.Events;
using Supervisor.Engine.Listeners;
using Supervisor.Engine.Tests.Gateway;
using Supervisor.Engine.Tests.Loop;
using Supervisor.Engine.Time;

namespace Supervisor.Engine.Tests.Listeners;

public sealed class EventNotesTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("events-").FullName;

    private string Path => System.IO.Path.Join(_directory, "events");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void The_next_master_finds_what_was_not_processed_and_where_listeners_stood()
    {
        using (var notes = EventNotes.Open(Path, new SilentLog()))
        {
            for (var serial = 0; serial < 3; serial++)
                notes.Accepted("pool", Event(serial));
            notes.Done("pool", 1);
            notes.Stands("pool", "a", new ListenerStanding(ListenerState.Busy, 0));
            notes.Accepted("other", Event(7));
            notes.Gone("other");
        }
        using var next = EventNotes.Open(Path, new SilentLog());
        next.NextSerial.ShouldBe(8);
        next.Find("other").ShouldBeNull();
        var pool = next.Find("pool")!;
        pool.NextSerial.ShouldBe(3);
        pool.Pending.Keys.ShouldBe([0L, 2L]);
        pool.Pending[2].Event.Text.ShouldBe("type:text 2");
        pool.Pending[2].Event.Data.ToArray().ShouldBe("data"u8.ToArray());
        pool.Listeners["a"].ShouldBe(new ListenerStanding(ListenerState.Busy, 0));
    }

    [Fact]
    public void A_writer_that_was_killed_in_the_midst_loses_what_it_was_writing_and_nothing_else()
    {
        using (var notes = EventNotes.Open(Path, new SilentLog()))
        {
            notes.Accepted("pool", Event(0));
            notes.Accepted("pool", Event(1));
        }
        var whole = File.ReadAllBytes(Path);
        var first = whole.Length;
        for (var length = whole.Length - 1; length >= 0; length--)
        {
            File.WriteAllBytes(Path, whole[..length]);
            using var next = EventNotes.Open(Path, new SilentLog());
            var found = next.Find("pool")?.Pending.Count ?? 0;
            found.ShouldBeLessThan(2);
            if (found == 1)
                first = length;
        }
        first.ShouldBeLessThan(whole.Length);
    }

    /// <summary>Written by an executable that failed in its first moments, so that this one goes on.</summary>
    [Fact]
    public void Pieces_of_a_later_version_are_passed_over_and_the_others_count()
    {
        using (var notes = EventNotes.Open(Path, new SilentLog()))
            notes.Accepted("pool", Event(0));
        var first = File.ReadAllBytes(Path);
        var other = EventNotesCodec.Event("pool", Event(41));
        // A kind, a state of a listener and a type of event that are not known, and an event of which a part is missing.
        byte[] unknownKind = [.. EventNotesCodec.Gone("pool")];
        unknownKind[4] = 99;
        var unknownState = EventNotesCodec.Standing("pool", "a", new ListenerStanding((ListenerState)77, 0));
        byte[] unknownType = [.. other];
        unknownType[unknownType.AsSpan().IndexOf("REMOTE"u8)] = (byte)'X';
        byte[] cut = [.. EventNotesCodec.Event("pool", Event(50))[..^3]];
        BitConverter.TryWriteBytes(cut, cut.Length - 4).ShouldBeTrue();
        var last = EventNotesCodec.Event("pool", Event(2));
        File.WriteAllBytes(Path, [.. first, .. unknownKind, .. unknownState, .. unknownType, .. cut, .. last]);
        var log = new RecordedLog();

        using var next = EventNotes.Open(Path, log);

        var pool = next.Find("pool")!;
        pool.Pending.Keys.ShouldBe([0L, 2L]);
        pool.Listeners.ShouldBeEmpty();
        next.NextSerial.ShouldBe(51, "a number is used once, whether its event can be read or not");
        log.Lines.ShouldHaveSingleItem().Line.ShouldStartWith("4 notes of events are of a later version of supervisord");
    }

    [Fact]
    public void The_file_does_not_grow_without_end()
    {
        using (var notes = EventNotes.Open(Path, new SilentLog()))
        {
            for (var serial = 0; serial < 20_000; serial++)
            {
                notes.Accepted("pool", Event(serial));
                notes.Done("pool", serial);
            }
        }
        new FileInfo(Path).Length.ShouldBeLessThan(1024 * 1024 + 4096);
        using var next = EventNotes.Open(Path, new SilentLog());
        next.NextSerial.ShouldBe(20_000);
        next.Find("pool")!.NextSerial.ShouldBe(20_000);
        next.Find("pool")!.Pending.ShouldBeEmpty();
    }

    [Fact]
    public void A_change_that_is_told_again_after_a_crash_has_its_serial_and_reaches_those_alone_that_missed_it()
    {
        using (var notes = EventNotes.Open(Path, new SilentLog()))
            notes.Accepted("first", new NumberedEvent(Change(5, "1"), 8, 3));
        using var next = EventNotes.Open(Path, new SilentLog());
        var (first, second) = (new Subscriber("first", next), new Subscriber("second", next));
        var board = new EventBoard(next.NextSerial, next.EarlierSerial);
        board.Subscribe(first);
        board.Subscribe(second);
        board.Publish(Change(5, "1"));
        first.Serials.ShouldBeEmpty();
        second.Serials.ShouldBe([8]);
        board.Publish(Change(6, "1"));
        first.Serials.ShouldBe([9]);
        second.Serials.ShouldBe([8, 9]);
    }

    [Theory]
    [InlineData(5, "2")]
    [InlineData(4, "1")]
    [InlineData(6, "1")]
    public void Another_change_is_another_event(long number, string processId)
    {
        using (var notes = EventNotes.Open(Path, new SilentLog()))
            notes.Accepted("pool", new NumberedEvent(Change(5, "1"), 8, 3));
        using var next = EventNotes.Open(Path, new SilentLog());
        next.EarlierSerial(Change(number, processId)).ShouldBeNull();
        next.WasTold("pool", Change(number, processId)).ShouldBeFalse();
    }

    [Fact]
    public void What_a_pool_was_told_of_last_outlives_a_file_that_is_written_anew()
    {
        using (var notes = EventNotes.Open(Path, new SilentLog()))
        {
            notes.Accepted("pool", new NumberedEvent(Change(5, "1"), 0, 0));
            notes.Done("pool", 0);
            notes.Delayed(Change(7, "3"));
            for (var serial = 1; serial < 20_000; serial++)
            {
                notes.Accepted("pool", Event(serial));
                notes.Done("pool", serial);
            }
        }
        using var next = EventNotes.Open(Path, new SilentLog());
        next.WasTold("pool", Change(5, "1")).ShouldBeTrue();
        next.Untold.ShouldHaveSingleItem().Origin.ShouldBe(new EventOrigin("g:p", 7));
    }

    [Fact]
    public void An_event_that_waits_for_a_log_is_told_by_the_next_master_once()
    {
        using (var scene = new PoolScene())
        using (var notes = EventNotes.Open(Path, new SilentLog()))
        {
            var board = new EventBoard(0, notes.EarlierSerial);
            board.Subscribe(new Subscriber("pool", notes));
            var sources = new EventSources(board, null!, new SilentLog(), new MonotonicClock(TimeProvider.System), notes);
            var exited = Announcement(scene, ProcessState.Running, ProcessState.Exited, 21);
            sources.Delay(exited);
            sources.Delay(Announcement(scene, ProcessState.Exited, ProcessState.Starting, 22));
            // The first has been told, and the second not, when this master is killed.
            sources.Hear(exited);
        }
        using (var next = EventNotes.Open(Path, new SilentLog()))
        {
            var board = new EventBoard(next.NextSerial, next.EarlierSerial);
            var listener = new Subscriber("pool", next);
            board.Subscribe(listener);
            new EventSources(board, null!, new SilentLog(), new MonotonicClock(TimeProvider.System), next).TellDelayed(_ => true);
            listener.Texts.ShouldBe(["processname:a groupname:watch from_state:EXITED tries:0"]);
            listener.Serials.ShouldBe([1]);
        }
        using var last = EventNotes.Open(Path, new SilentLog());
        last.Untold.ShouldBeEmpty();
    }

    private static Announcement Announcement(PoolScene scene, ProcessState from, ProcessState to, long change) =>
        new()
        {
            Kind = AnnouncementKind.StateChanged,
            Process = scene.Group.Slots[0].Settings,
            Slot = scene.Group.Slots[0],
            From = from,
            To = to,
            Change = change,
            Reason = "",
        };

    private static ProcessStateEvent Change(long number, string processId) =>
        new(EventType.ProcessStateRunning, "p", "g", ProcessState.Starting, " pid:" + processId) { Change = number };

    /// <summary>Notes what it is told of, as a pool does.</summary>
    private sealed class Subscriber(string pool, EventNotes notes) : IEventSubscriber
    {
        private long _next;

        public List<long> Serials { get; } = [];

        public List<string> Texts { get; } = [];

        public EventTypeSet Events => EventTypeSet.Of(["EVENT"]);

        public void Accept(SupervisorEvent happened, long serial)
        {
            if (notes.WasTold(pool, happened))
                return;
            notes.Accepted(pool, new NumberedEvent(happened, serial, _next++));
            Serials.Add(serial);
            Texts.Add(happened.Text);
        }
    }

    private static NumberedEvent Event(long serial) =>
        new(new NotedEvent(EventType.RemoteCommunication, $"type:text {serial}", "data"u8.ToArray()), serial, serial);
}
