using System.IO.Pipes;
using System.Text;
using Serilog.Core;
using Serilog.Events;
using Supervisor.Engine.Logs;
using Supervisord.DaemonLog;

namespace Supervisord.Tests.DaemonLog;

public sealed class BackgroundSinkTests
{
    [Fact]
    public void Lines_arrive_in_order_and_flush_waits_for_them()
    {
        var inner = new RecordingSink();
        using var sink = Create(inner);
        for (var number = 0; number < 1000; number++)
            sink.Emit(TestLog.Line($"{number}"));
        sink.Flush(TestLog.Patience).ShouldBeTrue();
        inner.Lines.ShouldBe(Enumerable.Range(0, 1000).Select(number => $"{number}"));
        End(sink);
    }

    [Fact]
    public void Whoever_logs_does_not_wait_and_what_had_no_room_is_counted_in_its_place()
    {
        using var inner = new RecordingSink(isBlocked: true);
        using var sink = Create(inner, capacity: 10);
        sink.Emit(TestLog.Line("taken"));
        inner.Entered.Wait(TestLog.Patience).ShouldBeTrue();
        for (var number = 0; number < 25; number++)
            sink.Emit(TestLog.Line($"{number}"));
        sink.Flush(TimeSpan.Zero).ShouldBeFalse();
        inner.Unblock.Set();
        sink.Flush(TestLog.Patience).ShouldBeTrue();
        sink.Emit(TestLog.Line("later"));
        sink.Flush(TestLog.Patience).ShouldBeTrue();
        End(sink);

        inner.Lines[..11].ShouldBe(["taken", .. Enumerable.Range(0, 10).Select(number => $"{number}")]);
        inner.Lines[11].ShouldBe("15 log lines are missing here: they could not be written in time");
        inner.Lines[12..].ShouldBe(["later"]);
    }

    [Fact]
    public void The_count_of_lost_lines_needs_no_later_line()
    {
        using var inner = new RecordingSink(isBlocked: true);
        using var sink = Create(inner, capacity: 1);
        sink.Emit(TestLog.Line("taken"));
        inner.Entered.Wait(TestLog.Patience).ShouldBeTrue();
        sink.Emit(TestLog.Line("queued"));
        sink.Emit(TestLog.Line("lost"));
        inner.Unblock.Set();
        End(sink);
        inner.Lines.ShouldBe(["taken", "queued", "1 log line is missing here: they could not be written in time"]);
    }

    [Fact]
    public void Program_lines_are_bounded_by_their_bytes_too()
    {
        using var inner = new RecordingSink(isBlocked: true);
        using var sink = Create(inner);
        sink.Emit(TestLog.Line("taken"));
        inner.Entered.Wait(TestLog.Patience).ShouldBeTrue();
        for (var number = 0; number < 5; number++)
            sink.Write("web", new byte[300 * 1024]);
        inner.Unblock.Set();
        End(sink);
        inner.Lines.ShouldBe([
            "taken",
            "web 307200",
            "web 307200",
            "web 307200",
            "2 log lines are missing here: they could not be written in time",
        ]);
    }

    [Fact]
    public void A_command_runs_between_the_lines_around_it()
    {
        var inner = new RecordingSink();
        using var sink = Create(inner);
        sink.Emit(TestLog.Line("before"));
        sink.Post(() => inner.Lines.Add("command"));
        sink.Emit(TestLog.Line("after"));
        End(sink);
        inner.Lines.ShouldBe(["before", "command", "after"]);
    }

    [Fact]
    public void A_closed_sink_hands_lines_to_its_successor()
    {
        var (first, second) = (new RecordingSink(), new RecordingSink());
        using var successor = Create(second);
        using var sink = Create(first);
        sink.Emit(TestLog.Line("one"));
        sink.Close(successor);
        sink.Emit(TestLog.Line("two"));
        sink.Join(TestLog.Patience).ShouldBeTrue();
        End(successor);
        first.Lines.ShouldBe(["one"]);
        second.Lines.ShouldBe(["two"]);
        first.IsDisposed.ShouldBeTrue();
    }

    [Fact]
    public void A_line_that_cannot_be_written_does_not_end_the_log()
    {
        var inner = new RecordingSink { Poison = "bad" };
        using var sink = Create(inner);
        sink.Emit(TestLog.Line("bad"));
        sink.Flush(TestLog.Patience).ShouldBeTrue();
        sink.Emit(TestLog.Line("good"));
        End(sink);
        inner.Lines.ShouldBe(["1 log line is missing here: they could not be written in time", "good"], ignoreOrder: true);
    }

    [Fact]
    public void An_unused_sink_has_no_thread_and_is_disposed_all_the_same()
    {
        var inner = new RecordingSink();
        var before = LogThreads.Now();
        using (Create(inner))
            LogThreads.Now().Except(before, StringComparer.Ordinal).ShouldBeEmpty();
        inner.IsDisposed.ShouldBeTrue();
    }

    [Fact]
    public void A_blocked_output_does_not_hold_up_the_file()
    {
        using var directory = new TestDirectory();
        using var pipe = new AnonymousPipeServerStream(PipeDirection.In);
        var text = new string('x', 1000);
        using var output = Create(
            new DescriptorSink((int)pipe.ClientSafePipeHandle.DangerousGetHandle(), TestLog.Formatter, TimeProvider.System)
        );
        var failures = new FailureRecorder();
        using var file = Create(
            new RotatingFileSink(directory.File("main.log"), new RotationLimits(0, 0), TestLog.Formatter, TimeProvider.System, failures)
        );
        for (var number = 0; number < 300; number++)
        {
            output.Emit(TestLog.Line(text));
            file.Emit(TestLog.Line(text));
        }
        End(file);
        File.ReadAllLines(directory.File("main.log")).Length.ShouldBe(300);

        output.Flush(TimeSpan.Zero).ShouldBeFalse();
        var bytes = new byte[300 * (TestLog.InfoPrefix.Length + text.Length + 1)];
        pipe.ReadExactly(bytes);
        End(output);
        Encoding
            .UTF8.GetString(bytes)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldAllBe(line => line == TestLog.InfoPrefix + text);
    }

    [Fact]
    public void A_closed_output_is_no_failure()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.In);
        var writer = (int)pipe.ClientSafePipeHandle.DangerousGetHandle();
        using var output = Create(new DescriptorSink(writer, TestLog.Formatter, TimeProvider.System));
        pipe.SafePipeHandle.Dispose();
        output.Emit(TestLog.Line("nobody reads this"));
        output.Flush(TestLog.Patience).ShouldBeTrue();
        output.Emit(TestLog.Line("nor this"));
        End(output);
    }

    private static BackgroundSink Create(ILogEventSink inner, int capacity = 4096) =>
        new("log-test", inner, new ZonedTimeProvider(), capacity);

    private static void End(BackgroundSink sink)
    {
        sink.Close();
        sink.Join(TestLog.Patience).ShouldBeTrue();
    }

    private sealed class RecordingSink(bool isBlocked = false) : ILogEventSink, IProgramSyslog, IDisposable
    {
        public List<string> Lines { get; } = [];
        public ManualResetEventSlim Entered { get; } = new();
        public ManualResetEventSlim Unblock { get; } = new(!isBlocked);
        public string? Poison { get; init; }
        public bool IsDisposed { get; private set; }

        public void Emit(LogEvent logEvent)
        {
            Entered.Set();
            Unblock.Wait();
            var text = logEvent.RenderMessage();
            if (text == Poison)
                throw new InvalidOperationException(text);
            Lines.Add(text);
        }

        public void Write(string processName, ReadOnlySpan<byte> line) => Lines.Add($"{processName} {line.Length}");

        public void Dispose() => IsDisposed = true;
    }
}
