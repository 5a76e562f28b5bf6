using System.Text;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Events;
using Supervisor.Engine.Logs;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Logs;

/// <summary>
/// Events of output that have not come to the loop when a master ends at once: the next one finds them, and makes none of the same bytes.
/// </summary>
public sealed class LogPumpTakeoverTests : IDisposable
{
    private const string Captured = "<!--XSUPERVISOR:BEGIN-->inside<!--XSUPERVISOR:END-->";
    private readonly string _directory = Directory.CreateTempSubdirectory("takeover-").FullName;
    private readonly List<IDisposable> _open = [];
    private readonly List<Master> _masters = [];
    private readonly Descriptor _reader;
    private readonly Descriptor _writer;

    public LogPumpTakeoverTests()
    {
        (_reader, _writer) = Pipe.Create(nonBlockingRead: true);
        _open.AddRange([_reader, _writer]);
    }

    public void Dispose()
    {
        foreach (var each in _masters.Cast<IDisposable>().Concat(_open))
            each.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    public static TheoryData<string> Kinds => ["raw", "no log", "formatted", "captured"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_the_loop_did_not_get_is_told_by_the_next_and_nothing_twice(string kind)
    {
        var first = Begin(kind);
        Write("one\ntwo\n" + Captured);
        first.Drain();
        var before = first.Outputs();
        // The loop has told the first, and been killed over the others.
        first.Pump.Arrived(before[0]);
        Write("three\nfo");
        first.Drain();
        before = [.. before, .. first.Outputs()];
        first.Pump.Suspend();
        Write("ur\n");
        var second = Begin(kind);
        var untold = second.Untold;
        untold.Select(Text).ShouldBe(before.Skip(1).Select(Text));
        untold.Select(output => output.Note.Number).ShouldBe(before.Skip(1).Select(output => output.Note.Number));
        second.Drain();
        var all = before.Concat(second.Outputs()).ToList();
        string.Concat(all.Where(IsLog).Select(Text))
            .ShouldBe(kind == "captured" ? "one\ntwo\nthree\nfour\n" : $"one\ntwo\n{Captured}three\nfour\n");
        all.Count(output => !IsLog(output)).ShouldBe(kind == "captured" ? 1 : 0);
        all.Select(output => output.Note.Number).ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_character_that_was_cut_is_whole_with_the_next(string kind)
    {
        var first = Begin(kind);
        FileDescriptor.Write(_writer.Number, "a€"u8[..3]).Count.ShouldBe(3);
        LogPumpScene.Until(() => Pipe.Available(_reader.Number) == 0 && first.HasOutput);
        first.Pump.Suspend();
        FileDescriptor.Write(_writer.Number, "a€"u8[3..]).Count.ShouldBe(1);
        var second = Begin(kind);
        second.Drain();
        string.Concat(second.Untold.Concat(second.Outputs()).Select(Text)).ShouldBe("a€");
    }

    [Theory]
    [InlineData("raw")]
    [InlineData("formatted")]
    public void What_a_log_in_trouble_does_not_take_is_told_all_the_same(string kind)
    {
        Directory.CreateDirectory(At(kind));
        var first = Begin(kind);
        var text = string.Concat(Enumerable.Range(0, 6000).Select(number => $"line {number:0000}\n"));
        Write(text);
        LogPumpScene.Until(() => Pipe.Available(_reader.Number) < text.Length / 2);
        first.Drain();
        first.Pump.Suspend();
        Directory.Delete(At(kind));
        var second = Begin(kind);
        second.Drain();
        var before = first.Outputs();
        before.ShouldNotBeEmpty();
        second.Untold.Select(Text).ShouldBe(before.Select(Text));
        string.Concat(second.Untold.Concat(second.Outputs()).Select(Text)).ShouldBe(text);
    }

    [Fact]
    public void Bytes_that_were_shown_and_not_moved_are_not_shown_again()
    {
        var first = Begin("raw");
        first.Drain();
        first.Pump.Suspend();
        // What a master that was killed between the two would have left.
        Write("one\n");
        var notes = first.Copy();
        FileStatus.Read(_reader.Number, out var pipe).ShouldBe(0);
        notes.TryAppend(pipe.Inode, EventType.ProcessLogStdout, "one\n"u8, out _).ShouldBeTrue();
        notes.Show(notes.Find(pipe.Inode) ?? notes.Reserve(pipe.Inode)!.Value, 4, default);
        Write("two\n");
        var second = Begin("raw");
        second.Drain();
        second.Untold.Select(Text).ShouldBe(["one\n"]);
        string.Concat(second.Outputs().Select(Text)).ShouldBe("two\n");
        File.ReadAllText(At("raw")).ShouldBe("one\ntwo\n");
    }

    [Theory]
    [InlineData("raw")]
    [InlineData("no log")]
    [InlineData("formatted")]
    public void What_a_listener_said_and_the_loop_did_not_get_is_found_by_the_next(string kind)
    {
        var first = Begin(kind, isProtocol: true);
        Write("READY\n");
        first.Drain();
        first.Pump.Arrived(first.Outputs().ShouldHaveSingleItem());
        Write("RESULT 2\nOK");
        first.Drain();
        first.Pump.Suspend();
        Write("READY\n");
        var second = Begin(kind, isProtocol: true);
        second.Untold.Select(output => (output.Type, Text(output))).ShouldBe([(null, "RESULT 2\nOK")]);
        second.Drain();
        second.Outputs().Select(output => (output.Type, Text(output))).ShouldBe([(null, "READY\n")]);
    }

    [Fact]
    public void What_a_listener_said_and_a_killed_master_acted_on_is_not_heard_again()
    {
        var first = Begin("raw", isProtocol: true);
        first.Drain();
        first.Pump.Suspend();
        // What it would have left that was killed before the bytes were in the log.
        Write("RESULT 2\nOK");
        var notes = first.Copy();
        FileStatus.Read(_reader.Number, out var pipe).ShouldBe(0);
        notes.TryAppend(pipe.Inode, type: null, "RESULT 2\nOK"u8, out var place).ShouldBeTrue();
        notes.Show(notes.Find(pipe.Inode) ?? notes.Reserve(pipe.Inode)!.Value, "RESULT 2\nOK".Length, default);
        notes.Release(place);
        Write("READY\n");
        var second = Begin("raw", isProtocol: true);
        second.Drain();
        second.Untold.ShouldBeEmpty();
        second.Outputs().Select(Text).ShouldBe(["READY\n"]);
        File.ReadAllText(At("raw")).ShouldBe("RESULT 2\nOKREADY\n");
    }

    [Fact]
    public void A_piece_that_is_larger_than_the_notes_is_told_all_the_same()
    {
        var first = Begin("captured", captureMaxBytes: 20_000_000);
        var text = new string('x', 9_000_000);
        Write("<!--XSUPERVISOR:BEGIN-->");
        foreach (var part in text.Chunk(50_000))
            Write(new string(part));
        Write("<!--XSUPERVISOR:END-->");
        first.Drain();
        var output = first.Outputs().ShouldHaveSingleItem();
        (output.Data.Length, output.Note.Number).ShouldBe((text.Length, 0L));
    }

    private static bool IsLog(ChannelOutput output) => output.Type == EventType.ProcessLogStdout;

    private static string Text(ChannelOutput output) => Encoding.UTF8.GetString(output.Data.Span);

    private string At(string kind) => Path.Join(_directory, kind + ".log");

    private void Write(string text) => FileDescriptor.Write(_writer.Number, Encoding.UTF8.GetBytes(text)).Count.ShouldBe(text.Length);

    private Master Begin(string kind, long captureMaxBytes = 1000, bool isProtocol = false)
    {
        var format = kind == "formatted" ? LogFormat.Time : LogFormat.Raw;
        var output = LogPumpScene.Output(format: format) with
        {
            EventsEnabled = true,
            CaptureMaxBytes = kind == "captured" ? captureMaxBytes : 0,
        };
        var master = new Master(
            LogPumpScene.Settings(kind == "no log" ? null : At(kind), output) with
            {
                IsProtocol = isProtocol,
            },
            _masters.LastOrDefault(),
            Copy(_reader.Number)
        );
        _masters.Add(master);
        return master;
    }

    private static Descriptor Copy(int number)
    {
        FileDescriptor.Duplicate(number, out var copy).ShouldBe(0);
        return copy!;
    }

    /// <summary>The log pump of one master, whose loop takes nothing by itself.</summary>
    private sealed class Master : IDisposable
    {
        private readonly LogPumpSink _sink = new();
        private readonly LogChannel _channel;
        private readonly Descriptor _memory;
        private readonly Descriptor _staging;
        private readonly Descriptor _outputs;
        private long _lastToken;

        public Master(LogChannelSettings settings, Master? before, Descriptor reader)
        {
            OutputNotes.TryOpen(before is null ? null : LogPumpTakeoverTests.Copy(before._outputs.Number), 1, out var outputs).ShouldBe(0);
            LogNotes
                .TryOpen(
                    before is null ? null : LogPumpTakeoverTests.Copy(before._memory.Number),
                    before is null ? null : LogPumpTakeoverTests.Copy(before._staging.Number),
                    out var notes,
                    outputs
                )
                .ShouldBe(0);
            (_memory, _staging, _outputs) = (
                LogPumpTakeoverTests.Copy(notes!.MemoryDescriptor),
                LogPumpTakeoverTests.Copy(notes.StagingDescriptor),
                LogPumpTakeoverTests.Copy(outputs!.MemoryDescriptor)
            );
            Pump = new LogPump(_sink.Add, _sink, TimeProvider.System, notes: notes)
            {
                Wanted = EventTypeSet.Of(["PROCESS_LOG", "PROCESS_COMMUNICATION"]),
            };
            _channel = Pump.Open(settings, reader);
            Untold = Pump.TakeUntold();
        }

        public LogPump Pump { get; }

        public IReadOnlyList<ChannelOutput> Untold { get; }

        public bool HasOutput => _sink.HasOutput;

        public IReadOnlyList<ChannelOutput> Outputs() => _sink.TakeOutputs();

        public void Drain()
        {
            Pump.Drain(_channel, ++_lastToken);
            _sink.WaitForDrain(_lastToken);
        }

        /// <summary>The notes of events as they are, in another's hands.</summary>
        public OutputNotes Copy()
        {
            OutputNotes.TryOpen(LogPumpTakeoverTests.Copy(_outputs.Number), 1, out var notes).ShouldBe(0);
            notes!.Resume(_ => 0);
            return notes;
        }

        public void Dispose()
        {
            Pump.Dispose();
            _memory.Dispose();
            _staging.Dispose();
            _outputs.Dispose();
        }
    }
}
