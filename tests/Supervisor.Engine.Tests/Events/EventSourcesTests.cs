using Supervisor.Engine.Events;
using Supervisor.Engine.Listeners;
using Supervisor.Engine.Tests.Loop;
using Supervisor.Engine.Time;

namespace Supervisor.Engine.Tests.Events;

/// <summary>Events of groups, daemon, clients and clock over masters that are killed: all pools have each or none has, and none has it anew.</summary>
public sealed class EventSourcesTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("sources-").FullName;
    private readonly List<Master> _masters = [];
    private readonly HandTime _time = new();

    public void Dispose()
    {
        _masters.ForEach(master => master.Dispose());
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void A_group_that_was_being_removed_is_told_of_by_the_next_once_it_is_gone()
    {
        var first = Begin();
        first.Sources.GroupAdded("g");
        first.Sources.GroupLeaves("g");
        var second = Begin();
        // Its processes are still being stopped.
        second.Sources.TellDelayed(_ => true);
        second.Told.ShouldBeEmpty();
        var third = Begin();
        third.Sources.TellDelayed(_ => false);
        third.Sources.TellDelayed(_ => false);
        third.Told.ShouldBe(["a 1 PROCESS_GROUP_REMOVED groupname:g", "b 1 PROCESS_GROUP_REMOVED groupname:g"]);
    }

    [Fact]
    public void A_group_that_goes_in_the_end_is_told_of_once()
    {
        var master = Begin();
        master.Sources.GroupAdded("g");
        master.Sources.GroupLeaves("g");
        master.Sources.GroupRemoved("g");
        master.Sources.GroupAdded("g");
        master.Sources.GroupLeaves("g");
        master.Sources.GroupStays("g");
        master.Sources.GroupRemoved("g");
        master
            .Told.Where(told => told.StartsWith("a ", StringComparison.Ordinal))
            .ShouldBe([
                "a 0 PROCESS_GROUP_ADDED groupname:g",
                "a 1 PROCESS_GROUP_REMOVED groupname:g",
                "a 2 PROCESS_GROUP_ADDED groupname:g",
                "a 3 PROCESS_GROUP_REMOVED groupname:g",
            ]);
        Begin().Untold.ShouldBeEmpty();
    }

    [Fact]
    public void The_end_of_a_group_comes_after_what_its_processes_did()
    {
        var first = Begin();
        first.Sources.GroupLeaves("g");
        first.Notes.Delayed(new NotedEvent(EventType.ProcessStateStopped, "stopped", default) { NotedOrigin = new EventOrigin("g:p", 5) });
        var second = Begin();
        second.Sources.TellDelayed(_ => false);
        second
            .Told.Where(told => told.StartsWith("a ", StringComparison.Ordinal))
            .ShouldBe(["a 0 PROCESS_STATE_STOPPED stopped", "a 1 PROCESS_GROUP_REMOVED groupname:g"]);
    }

    [Fact]
    public void What_a_master_has_told_of_groups_and_daemon_the_next_does_not_tell_anew()
    {
        var first = Begin();
        first.Sources.GroupAdded("g");
        first.Sources.Began();
        first.Sources.Ending();
        var second = Begin();
        second.Sources.GroupAdded("g");
        second.Sources.Ending();
        second.Told.ShouldBeEmpty();
        // The opposite is news.
        second.Sources.GroupRemoved("g");
        second.Sources.Began();
        second
            .Told.Where(told => told.StartsWith("a ", StringComparison.Ordinal))
            .ShouldBe(["a 3 PROCESS_GROUP_REMOVED groupname:g", "a 4 SUPERVISOR_STATE_CHANGE_RUNNING"]);
    }

    /// <summary>Whether or not the group was gone when the first was killed.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Who_wants_only_one_of_two_opposites_is_told_of_each_time(bool isGone)
    {
        var first = Begin("PROCESS_GROUP_ADDED");
        first.Sources.GroupAdded("g");
        first.Sources.GroupLeaves("g");
        if (isGone)
            first.Sources.GroupRemoved("g");
        var second = Begin("PROCESS_GROUP_ADDED");
        second.Sources.GroupAdded("g");
        second.Told.ShouldBe(["a 1 PROCESS_GROUP_ADDED groupname:g", "b 1 PROCESS_GROUP_ADDED groupname:g"]);
    }

    [Fact]
    public void An_event_that_only_one_pool_had_reaches_the_other_with_its_serial()
    {
        var first = Begin();
        first.DiesAfter = "a";
        Should.Throw<MasterKilledException>(() => first.Sources.RemoteCommunication("type", "data"));
        var second = Begin();
        second.Sources.TellDelayed(_ => false);
        second.Told.ShouldBe(["b 0 REMOTE_COMMUNICATION type:type data"]);
        second.Sources.RemoteCommunication("type", "data");
        second.Told[1..].ShouldBe(["a 1 REMOTE_COMMUNICATION type:type data", "b 1 REMOTE_COMMUNICATION type:type data"]);
    }

    [Fact]
    public void A_slice_that_began_while_there_was_no_master_is_told_of()
    {
        _time.Wall = At("12:10:02");
        var timers = new TimerQueue();
        var first = Begin();
        first.Sources.Tick(new TickEvent(EventType.Tick5, At("12:10:00").ToUnixTimeSeconds()));
        _time.Wall = At("12:10:05");
        var second = Begin();
        new TickClock(second.Sources, new MonotonicClock(_time), timers).Follow(EventTypeSet.Of(["TICK_5"]));
        timers.FireDue(new MonotonicClock(_time).Now);
        var begun = At("12:10:05").ToUnixTimeSeconds();
        second.Told.ShouldBe([$"a 1 TICK_5 when:{begun}", $"b 1 TICK_5 when:{begun}"]);
        // And of the one after it when it begins.
        (timers.NextDue!.Value - new MonotonicClock(_time).Now).ShouldBe(TimeSpan.FromSeconds(4));
    }

    [Fact]
    public void What_a_program_wrote_before_its_end_is_told_before_it_by_the_next_too()
    {
        var first = Begin();
        var end = new EventOrigin("g:p", 5);
        first.Notes.Delayed(new NotedEvent(EventType.ProcessStateExited, "exited", default) { NotedOrigin = end });
        first.Notes.Delayed(Output("next run", 8));
        first.Notes.Delayed(Output("last words", 7), end);
        var second = Begin();
        second.Untold.ShouldBe(["last words", "exited", "next run"]);
    }

    private static NotedEvent Output(string text, long number) =>
        new(EventType.ProcessLogStdout, text, default) { NotedOrigin = new EventOrigin(EventOrigin.Output, number) };

    private static DateTimeOffset At(string time) =>
        DateTimeOffset.Parse("2026-11-20T" + time + "Z", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Another master, after whatever became of those before it.</summary>
    private Master Begin(string events = "EVENT")
    {
        _masters.LastOrDefault()?.Dispose();
        _time.Advance(TimeSpan.FromSeconds(1));
        var master = new Master(Path.Join(_directory, "events"), events, _time);
        _masters.Add(master);
        return master;
    }

    /// <summary>Sources with two pools, a and b.</summary>
    private sealed class Master : IDisposable
    {
        public Master(string path, string events, HandTime time)
        {
            Notes = EventNotes.Open(path, new SilentLog());
            var board = new EventBoard(Notes.NextSerial, Notes.EarlierSerial);
            board.Subscribe(new Pool("a", this, events));
            board.Subscribe(new Pool("b", this, events));
            Sources = new EventSources(board, null!, new SilentLog(), new MonotonicClock(time), Notes);
        }

        public EventNotes Notes { get; }

        public EventSources Sources { get; }

        /// <summary>"pool serial type text" of each event, in order.</summary>
        public List<string> Told { get; } = [];

        public IEnumerable<string> Untold => Notes.Untold.Select(happened => happened.Text);

        /// <summary>The pool that is the last to get an event.</summary>
        public string? DiesAfter { get; set; }

        public void Dispose() => Notes.Dispose();
    }

    private sealed class Pool(string name, Master master, string events) : IEventSubscriber
    {
        private long _next = master.Notes.Find(name)?.NextSerial ?? 0;

        public EventTypeSet Events => EventTypeSet.Of([events]);

        public void Accept(SupervisorEvent happened, long serial)
        {
            if (master.Notes.WasTold(name, happened))
                return;
            master.Notes.Accepted(name, new NumberedEvent(happened, serial, _next++));
            master.Told.Add($"{name} {serial} {happened.Type.Name()} {happened.Text}".Replace('\n', ' ').TrimEnd());
            if (master.DiesAfter == name)
                throw new MasterKilledException();
        }
    }

    private sealed class MasterKilledException : Exception;
}
