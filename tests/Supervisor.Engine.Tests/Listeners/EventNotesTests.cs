using Supervisor.Engine.Events;
using Supervisor.Engine.Listeners;
using Supervisor.Engine.Tests.Loop;

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

    private static NumberedEvent Event(long serial) =>
        new(new NotedEvent(EventType.RemoteCommunication, $"type:text {serial}", "data"u8.ToArray()), serial, serial);
}
