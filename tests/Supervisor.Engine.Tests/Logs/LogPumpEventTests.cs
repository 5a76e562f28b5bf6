using System.Text;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Events;
using Supervisor.Engine.Logs;

namespace Supervisor.Engine.Tests.Logs;

public sealed class LogPumpEventTests : IDisposable
{
    private const string Captured = "<!--XSUPERVISOR:BEGIN-->inside<!--XSUPERVISOR:END-->";

    private readonly LogPumpScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void What_is_written_comes_as_events_before_the_drain_is_answered()
    {
        _scene.Pump.Wanted = EventTypeSet.Of(["PROCESS_LOG", "PROCESS_COMMUNICATION"]);
        var channel = Open("out.log");
        LogPumpScene.Write(channel, $"before {Captured} after");
        _scene.Drain(channel);
        Events()
            .ShouldBe([
                (EventType.ProcessLogStdout, "before "),
                (EventType.ProcessCommunicationStdout, "inside"),
                (EventType.ProcessLogStdout, " after"),
            ]);
        _scene.Text("out.log").ShouldBe("before  after");
    }

    [Fact]
    public void What_nobody_subscribed_to_makes_no_message()
    {
        _scene.Pump.Wanted = EventTypeSet.Of(["PROCESS_STATE", "PROCESS_LOG_STDERR"]);
        var channel = Open("out.log");
        LogPumpScene.Write(channel, $"before {Captured} after");
        _scene.Drain(channel);
        Events().ShouldBeEmpty();
        _scene.Text("out.log").ShouldBe("before  after");
    }

    [Fact]
    public void A_last_word_that_may_begin_a_token_is_in_the_log_when_its_program_has_ended()
    {
        var channel = Open("out.log");
        LogPumpScene.Write(channel, "last words <!--XSUPERVISOR:BEG");
        _scene.Drain(channel);
        _scene.Text("out.log").ShouldBe("last words <!--XSUPERVISOR:BEG");
    }

    [Fact]
    public void Formatted_lines_leave_captures_out()
    {
        _scene.Pump.Wanted = EventTypeSet.Of(["PROCESS_COMMUNICATION"]);
        var channel = Open("out.log", LogFormat.Time);
        LogPumpScene.Write(channel, $"one {Captured}line\nan");
        LogPumpScene.Write(channel, $"other{Captured} line\n");
        _scene.Drain(channel);
        Events().Select(each => each.Text).ShouldBe(["inside", "inside"]);
        _scene
            .Text("out.log")
            .Split('\n')
            .Select(line => line[(line.IndexOf("web", StringComparison.Ordinal) + 1)..])
            .ShouldBe(["eb one line", "eb another line", ""]);
    }

    [Fact]
    public void Characters_are_not_cut_by_reads()
    {
        _scene.Pump.Wanted = EventTypeSet.Of(["PROCESS_LOG"]);
        var channel = Open("out.log");
        var text = string.Concat(Enumerable.Repeat("€", 20_000));
        LogPumpScene.Write(channel, text);
        _scene.Drain(channel);
        var events = Events();
        events.Count.ShouldBeGreaterThan(1);
        events.ShouldAllBe(each => !each.Text.Contains('\uFFFD', StringComparison.Ordinal));
        string.Concat(events.Select(each => each.Text)).ShouldBe(text);
    }

    [Fact]
    public void What_a_listener_says_is_passed_on_as_it_is_and_logged()
    {
        var settings = new LogChannelSettings("watch", LogStream.Stdout, LogPumpScene.Output(stripAnsi: true), _scene.At("out.log"))
        {
            IsProtocol = true,
        };
        var channel = _scene.Pump.Open(settings);
        LogPumpScene.Write(channel, "READY\n\e[1mx");
        _scene.Drain(channel);
        Events().ShouldBe([(null, "READY\n\e[1mx")]);
        _scene.Text("out.log").ShouldBe("READY\nx");
    }

    [Fact]
    public void A_flood_waits_for_the_loop_and_what_is_too_much_is_counted()
    {
        _scene.Pump.Wanted = EventTypeSet.Of(["PROCESS_LOG"]);
        var channel = Open("out.log");
        var megabyte = new string('x', 1_000_000);
        for (var count = 0; count < 20; count++)
            LogPumpScene.Write(channel, megabyte);
        _scene.Drain(channel);
        var told = Outputs();
        told.Sum(output => output.Data.Length).ShouldBeInRange(8_000_000, 8 * 1024 * 1024);
        told.ForEach(_scene.Pump.Arrived);
        LogPumpScene.Write(channel, "again");
        _scene.Drain(channel);
        var next = Outputs().ShouldHaveSingleItem();
        Encoding.UTF8.GetString(next.Data.Span).ShouldBe("again");
        // Every byte has been told or counted.
        (told.Sum(output => output.Data.Length + output.Lost) + next.Lost).ShouldBe(20_000_000);
        new FileInfo(_scene.At("out.log")).Length.ShouldBe(20_000_005);
    }

    [Fact]
    public void Around_rotations_everybody_sees_every_byte_once()
    {
        _scene.Pump.Wanted = EventTypeSet.Of(["PROCESS_LOG"]);
        var output = LogPumpScene.Output(maxBytes: 20_000, backups: 1000, syslog: true) with { EventsEnabled = true };
        var channel = _scene.Open(_scene.At("out.log"), output);
        var text = string.Concat(Enumerable.Range(0, 40_000).Select(number => $"line {number}\n"));
        LogPumpScene.Write(channel, text);
        _scene.Drain(channel);
        string.Concat(Events().Select(each => each.Text)).ShouldBe(text);
        string.Concat(_scene.SyslogLines.Select(line => line["web ".Length..] + "\n")).ShouldBe(text);
        var files = Directory.GetFiles(_scene.Directory).OrderByDescending(BackupNumber).ToList();
        files.Count.ShouldBeGreaterThan(10);
        string.Concat(files.Select(File.ReadAllText)).ShouldBe(text);
    }

    [Fact]
    public async Task What_a_reader_does_not_take_has_been_seen_once()
    {
        _scene.Pump.Wanted = EventTypeSet.Of(["PROCESS_LOG"]);
        using var fifo = new Fifo(_scene.At("fifo"));
        var channel = _scene.Open(_scene.At("fifo"), LogPumpScene.Output() with { EventsEnabled = true });
        var text = string.Concat(Enumerable.Range(0, 40_000).Select(number => $"line {number}\n"));
        var writing = Task.Run(() => LogPumpScene.Write(channel, text));
        Encoding.UTF8.GetString(fifo.Read(text.Length)).ShouldBe(text);
        await writing;
        _scene.Drain(channel);
        string.Concat(Events().Select(each => each.Text)).ShouldBe(text);
    }

    private static int BackupNumber(string path) => int.TryParse(Path.GetExtension(path).AsSpan(1), out var number) ? number : 0;

    private LogChannel Open(string file, LogFormat format = LogFormat.Raw) =>
        _scene.Open(_scene.At(file), LogPumpScene.Output(format: format) with { CaptureMaxBytes = 1000, EventsEnabled = true });

    private List<(EventType? Type, string Text)> Events() =>
        Outputs().ConvertAll(output => (output.Type, Encoding.UTF8.GetString(output.Data.Span)));

    /// <summary>The output that has come since it was asked for last.</summary>
    private List<ChannelOutput> Outputs() => [.. _scene.TakeOutputs()];
}
