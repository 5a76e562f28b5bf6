using System.Text;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Logs;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Logs;

/// <summary>A master is killed at a certain point of a batch: what the next one finds, and makes of it.</summary>
public sealed class LogNotesTests : IDisposable
{
    private const string Name = "web";
    private readonly string _directory = Directory.CreateTempSubdirectory("notes-").FullName;
    private readonly List<IDisposable> _open = [];
    private readonly ByteBuffer _formatted = new(0);
    private readonly byte[] _input = new byte[LogNotesMemory.RawCapacity];
    private readonly Descriptor _reader;
    private readonly Descriptor _writer;
    private readonly LogChannelSettings _settings;
    private readonly ChannelTransform _transform;
    private readonly LogNotes _notes;
    private readonly int _area;

    public LogNotesTests()
    {
        (_reader, _writer) = Pipe.Create(nonBlockingRead: true);
        _open.AddRange([_reader, _writer]);
        _settings = LogPumpScene.Settings(Path.Combine(_directory, "web.log"), LogPumpScene.Output(format: LogFormat.Time), Name);
        _transform = new ChannelTransform(_settings, TimeProvider.System, _formatted, new ChannelAudience(null, null, []));
        LogNotes.TryOpen(null, null, out var notes).ShouldBe(0);
        _notes = notes!;
        _open.Add(_notes);
        FileStatus.Read(_reader.Number, out var pipe).ShouldBe(0);
        _area = _notes.Reserve(pipe.Inode)!.Value;
    }

    public void Dispose()
    {
        foreach (var each in _open)
            each.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void What_was_taken_from_the_pipe_and_not_transformed_comes_first()
    {
        Write("one\ntwo\n");
        Stage();
        Write("three\n");
        LinesOfTheNext().ShouldBe(["one", "two", "three"]);
    }

    [Fact]
    public void What_was_transformed_and_not_written_is_written_once()
    {
        Write("one\ntwo\n");
        Begin();
        Write("three\n");
        LinesOfTheNext().ShouldBe(["one", "two", "three"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(int.MaxValue)]
    public void What_was_written_in_part_is_completed(int arrived)
    {
        File.WriteAllText(_settings.File!, "before\n");
        Write("one\ntwo\n");
        var output = Begin();
        FileStatus.Read(_settings.File!, out var file).ShouldBe(0);
        _notes.BeginPiece(Encoding.UTF8.GetBytes(_settings.File!), file, file.Size, output.Length);
        using (var log = new FileStream(_settings.File!, FileMode.Append))
            log.Write(output.AsSpan(0, Math.Min(arrived, output.Length)));
        Write("three\n");
        LinesOfTheNext().ShouldBe(["before", "one", "two", "three"]);
    }

    [Fact]
    public void A_line_that_arrived_in_part_is_whole_before_others_write_to_the_file()
    {
        Write("one\ntwo\n");
        var output = Begin();
        File.WriteAllBytes(_settings.File!, output[..^6]);
        FileStatus.Read(_settings.File!, out var file).ShouldBe(0);
        _notes.BeginPiece(Encoding.UTF8.GetBytes(_settings.File!), file, 0, output.Length);
        Next();
        File.ReadAllBytes(_settings.File!).ShouldBe(output);
        LinesOfTheNext().ShouldBe(["one", "two"]);
    }

    [Fact]
    public void A_piece_that_went_to_a_file_which_was_rotated_then_is_not_written_again()
    {
        Write("one\ntwo\n");
        var output = Begin();
        File.WriteAllBytes(_settings.File!, output);
        FileStatus.Read(_settings.File!, out var file).ShouldBe(0);
        _notes.BeginPiece(Encoding.UTF8.GetBytes(_settings.File!), file, 0, output.Length);
        _notes.EndPiece(output.Length);
        File.Move(_settings.File!, _settings.File! + ".1");
        Write("three\n");
        LinesOfTheNext().ShouldBe(["three"]);
    }

    [Fact]
    public void The_beginning_of_a_line_waits_for_its_end()
    {
        Write("one\ntw");
        var output = Begin();
        _notes.End(_area, _transform, output, default);
        Write("o\n");
        LinesOfTheNext().ShouldBe(["one", "two"]);
    }

    [Fact]
    public void What_the_log_did_not_take_stands_before_all_that_follows()
    {
        Write("one\n");
        var output = Begin();
        _notes.End(_area, _transform, output, default);
        Write("two\n");
        Stage();
        Write("three\n");
        LinesOfTheNext().ShouldBe(["one", "two", "three"]);
    }

    [Fact]
    public void A_recovery_that_is_killed_is_done_again()
    {
        Write("one\n");
        Begin();
        Next();
        // The last thing that a recovery does: had it been killed before, this is what it would have left.
        SharedMapping.TryMapAnonymous(Copy(_notes.MemoryDescriptor), LogNotesMemory.Reserved, out var memory).ShouldBe(0);
        using (var content = new LogNotesMemory(memory!))
            content.SetPhase(LogNotesPhase.Writing);
        Next();
        Write("two\n");
        LinesOfTheNext().ShouldBe(["one", "two"]);
    }

    [Fact]
    public void A_pump_that_is_suspended_leaves_a_line_that_has_begun_to_the_next()
    {
        var next = Next();
        using (var first = new LogPump(_ => { }, new NoSyslog(), TimeProvider.System, notes: next))
        {
            first.Open(_settings, Copy(_reader.Number));
            Write("one\ntw");
            LogPumpScene.Until(() =>
                File.Exists(_settings.File!) && File.ReadAllText(_settings.File!).EndsWith("one\n", StringComparison.Ordinal)
            );
            first.Suspend();
        }
        Write("o\nthree\n");
        LinesOfTheNext().ShouldBe(["one", "two", "three"]);
    }

    [Fact]
    public void What_was_taken_from_the_pipe_and_not_transformed_survives_a_master_that_cannot_transform_it_either()
    {
        Write("one\ntwo\n");
        Stage();
        Directory.CreateDirectory(_settings.File!);
        using (var hindered = new LogPump(_ => { }, new NoSyslog(), TimeProvider.System, notes: Next()))
        {
            hindered.Open(_settings, Copy(_reader.Number));
            hindered.Suspend();
        }
        Directory.Delete(_settings.File!);
        Write("three\n");
        LinesOfTheNext().ShouldBe(["one", "two", "three"]);
    }

    [Fact]
    public void A_channel_that_is_gone_leaves_its_place_to_others()
    {
        _notes.Free(_area);
        _notes.Reserve(1).ShouldBe(_area);
        var other = _notes.Reserve(2)!.Value;
        other.ShouldNotBe(_area);
        var next = Next();
        next.Find(1).ShouldBe(_area);
        next.Find(2).ShouldBe(other);
        next.Find(3).ShouldBeNull();
    }

    /// <summary>Written by an executable that failed in its first moments, so that this one goes on.</summary>
    [Fact]
    public void Notes_of_another_version_are_given_up_and_what_is_in_the_pipe_is_not()
    {
        Write("one\ntwo\n");
        Stage();
        Write("three\n");
        Alter(memory => memory.Header.Mark++);
        var next = Next();
        next.WereOfAnotherVersion.ShouldBeTrue();
        next.Find(1).ShouldBeNull();
        LinesOfTheNext().ShouldBe(["three"]);
    }

    [Fact]
    public void Notes_that_are_new_or_of_this_version_are_not_of_another()
    {
        _notes.WereOfAnotherVersion.ShouldBeFalse();
        Next().WereOfAnotherVersion.ShouldBeFalse();
    }

    [Theory]
    [InlineData(int.MaxValue, 0, 0)]
    [InlineData(-1, 0, 0)]
    [InlineData(0, LogNotesMemory.NoteCapacity, 1)]
    [InlineData(0, 0, int.MinValue)]
    public void A_note_whose_parts_have_no_room_is_given_up_alone(int state, int pending, int raw)
    {
        var other = _notes.Reserve(2)!.Value;
        Alter(memory =>
        {
            ref var header = ref memory.NoteHeader(_area, memory.ValidCopy(_area));
            (header.State, header.Pending, header.Raw) = (state, pending, raw);
        });
        Write("three\n");
        var next = Next();
        next.Unreadable.ShouldBe(1);
        next.Find(2).ShouldBe(other);
        LinesOfTheNext().ShouldBe(["three"]);
    }

    [Fact]
    public void A_batch_in_a_phase_that_is_not_known_is_given_up_and_counted()
    {
        Write("one\n");
        Alter(memory => memory.SetPhase((LogNotesPhase)9));
        PipeEnd.OpenWriter(_notes.StagingDescriptor, out var staging).ShouldBe(0);
        FileDescriptor.Write(staging, "lost\n"u8).Count.ShouldBe(5);
        PipeEnd.Close(staging);
        Next().Unread.ShouldBe(5);
        LinesOfTheNext().ShouldBe(["one"]);
    }

    /// <summary>Changes what is noted, as somebody else would.</summary>
    private void Alter(Action<LogNotesMemory> change)
    {
        SharedMapping.TryMapAnonymous(Copy(_notes.MemoryDescriptor), LogNotesMemory.Reserved, out var mapping).ShouldBe(0);
        using var memory = new LogNotesMemory(mapping!);
        change(memory);
    }

    private void Write(string text) => FileDescriptor.Write(_writer.Number, Encoding.UTF8.GetBytes(text)).Count.ShouldBe(text.Length);

    private int Stage() => _notes.Stage(_area, _reader.Number, _input).Count;

    private byte[] Begin()
    {
        var count = Stage();
        var output = _transform.Apply(_input.AsSpan(0, count), _formatted).ToArray();
        _formatted.Clear();
        _notes.Begin(_area, _transform, default, default, output).ToArray().ShouldBe(output);
        return output;
    }

    private LogNotes Next()
    {
        LogNotes.TryOpen(Copy(_notes.MemoryDescriptor), Copy(_notes.StagingDescriptor), out var next).ShouldBe(0);
        _open.Add(next!);
        return next!;
    }

    /// <summary>What is in the log when another master has gone on, without the times.</summary>
    private string[] LinesOfTheNext()
    {
        using var ended = new SemaphoreSlim(0);
        using var pump = new LogPump(_ => ended.Release(), new NoSyslog(), TimeProvider.System, notes: Next());
        var channel = pump.Open(_settings, Copy(_reader.Number));
        pump.Drain(channel, 1);
        ended.Wait(TimeSpan.FromSeconds(60)).ShouldBeTrue();
        return
        [
            .. File.ReadLines(_settings.File!)
                .Select(line =>
                    line.LastIndexOf($" {Name} ", StringComparison.Ordinal) is var at and >= 0 ? line[(at + Name.Length + 2)..] : line
                ),
        ];
    }

    private static Descriptor Copy(int number)
    {
        FileDescriptor.Duplicate(number, out var copy).ShouldBe(0);
        return copy!;
    }

    private sealed class NoSyslog : IProgramSyslog
    {
        public void Write(string processName, ReadOnlySpan<byte> line) { }
    }
}
