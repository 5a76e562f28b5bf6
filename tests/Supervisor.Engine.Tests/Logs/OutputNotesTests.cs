using System.Text;
using Supervisor.Engine.Events;
using Supervisor.Engine.Logs;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Logs;

/// <summary>What the next master finds of the events of output that one was killed over.</summary>
public sealed class OutputNotesTests : IDisposable
{
    private const ulong Pipe = 17;
    private readonly List<IDisposable> _open = [];
    private readonly string _directory = Directory.CreateTempSubdirectory("output-").FullName;
    private readonly OutputNotes _notes;

    public OutputNotesTests()
    {
        OutputNotes.TryOpen(null, 1000, out var notes).ShouldBe(0);
        _notes = notes!;
        _open.Add(_notes);
    }

    private string File => Path.Join(_directory, "log");

    public void Dispose()
    {
        foreach (var each in _open)
            each.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void Events_are_found_with_their_numbers_until_they_are_told()
    {
        var places = Enumerable.Range(0, 4).Select(number => Append($"event {number}")).ToArray();
        _notes.TakeIn();
        _notes.Release(places[0]);
        _notes.Release(places[2]);
        var found = Next().TakeUntold();
        found.Select(Text).ShouldBe(["event 1", "event 3"]);
        found.Select(untold => untold.Number).ShouldBe([1001L, 1003L]);
        found[0].Pipe.ShouldBe(Pipe);
        found[0].Type.ShouldBe(EventType.ProcessLogStdout);
    }

    [Fact]
    public void An_event_of_bytes_that_do_not_count_as_seen_is_made_once_more()
    {
        Append("taken in");
        _notes.TakeIn();
        Append("tentative");
        var next = Next();
        next.TakeUntold().Select(Text).ShouldBe(["taken in"]);
        // It gets the number of the one that never was.
        next.EventsEnd.ShouldBe(1001);
    }

    [Fact]
    public void An_event_counts_with_the_note_of_what_it_was_made_of()
    {
        Append("one");
        Append("two");
        // Killed after that note was made, and before the events were taken in.
        Next(endOfNote: 1002).TakeUntold().Select(Text).ShouldBe(["one", "two"]);
        Next().TakeUntold().Select(Text).ShouldBe(["one", "two"]);
    }

    [Fact]
    public void Shown_bytes_and_what_is_held_back_of_them_are_found()
    {
        var record = _notes.Reserve(Pipe)!.Value;
        Append("one");
        _notes.Show(record, 7, "é"u8[..1]);
        var next = Next();
        next.TakeUntold().Select(Text).ShouldBe(["one"]);
        var shown = next.ShownOf(next.Find(Pipe)!.Value);
        (shown.Shown, shown.HeldLength).ShouldBe((7, 1));
        ((byte)shown.Held).ShouldBe("é"u8[0]);
    }

    [Theory]
    [InlineData(0, 7)]
    [InlineData(3, 4)]
    [InlineData(7, 0)]
    public void Of_shown_bytes_that_were_on_the_way_those_are_left_that_the_file_has_not_grown_by(int arrived, int left)
    {
        System.IO.File.WriteAllText(File, "before");
        BeginPiece();
        System.IO.File.AppendAllText(File, new string('x', arrived));
        ShownNext().ShouldBe(left);
    }

    [Fact]
    public void Where_it_cannot_be_told_what_arrived_the_rest_is_seen_once_more()
    {
        System.IO.File.WriteAllText(File, "before");
        BeginPiece();
        System.IO.File.WriteAllText(File, "");
        ShownNext().ShouldBe(0);
        _notes.Show(_notes.Find(Pipe)!.Value, 7, default);
        _notes.BeginMove(_notes.Find(Pipe)!.Value, isTraceable: false);
        ShownNext().ShouldBe(0);
    }

    [Fact]
    public void What_has_arrived_is_not_counted_again()
    {
        System.IO.File.WriteAllText(File, "before");
        BeginPiece();
        System.IO.File.AppendAllText(File, "xxx");
        _notes.EndPiece(3);
        // The file is rotated now, and another takes its place.
        System.IO.File.Move(File, File + ".1");
        System.IO.File.WriteAllText(File, "");
        ShownNext().ShouldBe(4);
        _notes.EndMove(4);
        ShownNext().ShouldBe(4);
    }

    [Fact]
    public void A_record_of_a_pipe_that_is_gone_is_used_again()
    {
        var record = _notes.Reserve(Pipe)!.Value;
        var other = _notes.Reserve(18)!.Value;
        _notes.Free(record);
        var next = Next();
        next.Find(Pipe).ShouldBeNull();
        next.Find(18).ShouldBe(other);
        next.Reserve(19).ShouldBe(record);
    }

    [Fact]
    public void A_ring_that_is_full_takes_no_more_until_something_is_told()
    {
        var data = new byte[1024 * 1024];
        var places = new Queue<int>();
        while (_notes.TryAppend(Pipe, EventType.ProcessLogStdout, data, out var place))
            places.Enqueue(place);
        _notes.TakeIn();
        places.Count.ShouldBeInRange(8, 12);
        // A full ring keeps a place free.
        _notes.Release(places.Dequeue());
        for (var round = 0; round < 30; round++)
        {
            _notes.Release(places.Dequeue());
            _notes.TryAppend(Pipe, EventType.ProcessLogStdout, data, out var place).ShouldBeTrue();
            _notes.TakeIn();
            places.Enqueue(place);
        }
        Next().TakeUntold().Count.ShouldBe(places.Count);
    }

    /// <summary>Random sizes, and a look by a next master after each step: it finds what is there, neither more nor less.</summary>
    [Fact]
    public void Whatever_comes_and_goes_the_next_finds_what_is_there()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var (there, tentative) = (new Queue<(long Number, int Place, int Length)>(), new Queue<(long, int, int)>());
        for (var step = 0; step < 3000; step++)
        {
            switch (random.Next(3))
            {
                case 0:
                    var data = new byte[random.Next(10) == 0 ? random.Next(4 * 1024 * 1024) : random.Next(300_000)];
                    var number = _notes.EventsEnd;
                    if (_notes.TryAppend(Pipe, EventType.ProcessLogStderr, data, out var place))
                        tentative.Enqueue((number, place, data.Length));
                    break;
                case 1:
                    _notes.TakeIn();
                    while (tentative.TryDequeue(out var taken))
                        there.Enqueue(taken);
                    break;
                case 2 when there.Count > 0:
                    _notes.Release(there.Dequeue().Place);
                    break;
            }
            if (step % 100 != 0)
                continue;
            using var next = NotOpen();
            next.Resume(_ => 0);
            next.TakeUntold()
                .Select(untold => (untold.Number, untold.Place, untold.Data.Length))
                .ShouldBe(there.Select(each => (each.Number, each.Place, each.Length)), $"seed {seed}, step {step}");
        }
    }

    private void BeginPiece()
    {
        var record = _notes.Reserve(Pipe)!.Value;
        _notes.Show(record, 7, default);
        _notes.BeginMove(record, isTraceable: true);
        FileStatus.Read(File, out var status).ShouldBe(0);
        _notes.BeginPiece(Encoding.UTF8.GetBytes(File), status, status.Size);
    }

    private int ShownNext()
    {
        var next = Next();
        return next.ShownOf(next.Find(Pipe)!.Value).Shown;
    }

    private int Append(string text)
    {
        _notes.TryAppend(Pipe, EventType.ProcessLogStdout, Encoding.UTF8.GetBytes(text), out var place).ShouldBeTrue();
        return place;
    }

    private OutputNotes Next(long endOfNote = 0)
    {
        var next = NotOpen();
        _open.Add(next);
        next.Resume(_ => endOfNote);
        return next;
    }

    private OutputNotes NotOpen()
    {
        FileDescriptor.Duplicate(_notes.MemoryDescriptor, out var copy).ShouldBe(0);
        OutputNotes.TryOpen(copy, 5000, out var next).ShouldBe(0);
        return next!;
    }

    private static string Text(UntoldOutput untold) => Encoding.UTF8.GetString(untold.Data);
}
