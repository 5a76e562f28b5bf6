using Serilog;
using Serilog.Core;
using Serilog.Events;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Logs;
using Supervisord.DaemonLog;

namespace Supervisord.Tests.DaemonLog;

public sealed class SupervisorLineFormatterTests
{
    [Theory]
    [InlineData(LogEventLevel.Fatal, "CRIT")]
    [InlineData(LogEventLevel.Error, "ERRO")]
    [InlineData(LogEventLevel.Warning, "WARN")]
    [InlineData(LogEventLevel.Information, "INFO")]
    [InlineData(LogEventLevel.Debug, "DEBG")]
    [InlineData(LogEventLevel.Verbose, "TRAC")]
    public void A_line_has_local_time_level_and_message(LogEventLevel level, string letters) =>
        TestLog
            .Format(TestLog.Line("supervisord started with pid 42", level))
            .ShouldBe($"2026-11-20 17:12:29,123 {letters} supervisord started with pid 42\n");

    [Fact]
    public void The_prefix_has_the_length_that_it_says() => TestLog.InfoPrefix.Length.ShouldBe(SupervisorLineFormatter.PrefixLength);

    [Fact]
    public void Properties_stand_in_the_message_as_they_are() =>
        Message(log => log.Information("spawned: '{Name}' with pid {Pid} after {Seconds:0.0} s, {Flag}", "web", 42, 1.25, true))
            .ShouldBe("INFO spawned: 'web' with pid 42 after 1.3 s, True\n");

    [Fact]
    public void A_sequence_is_a_comma_list_and_null_is_named() =>
        Message(log => log.Information("waiting for {Names} to die, {Nothing}", new[] { "a", "b" }, null))
            .ShouldBe("INFO waiting for a, b to die, null\n");

    [Fact]
    public void Alignment_is_kept() =>
        Message(log => log.Information("[{Left,-5}] [{Right,5}] {Missing}", "ab", 12)).ShouldBe("INFO [ab   ] [   12] {Missing}\n");

    [Fact]
    public void A_message_of_several_lines_stays_raw() =>
        Message(log => log.Debug("'{Name}' {Stream} output:\n{Data}", "web", "stdout", "one\ntwo"))
            .ShouldBe("DEBG 'web' stdout output:\none\ntwo\n");

    [Fact]
    public void An_exception_follows_the_message()
    {
        var exception = new InvalidOperationException("no loop");
        Message(log => log.Fatal(exception, "uncaptured exception")).ShouldBe($"CRIT uncaptured exception\n{exception}\n");
    }

    [Fact]
    public void Blather_is_a_level_below_trace() =>
        Message(log => log.Blather("{Name} state: {State}", "web", "STOPPING")).ShouldBe("BLAT web state: STOPPING\n");

    [Theory]
    [InlineData(DaemonLogLevel.Critical, 1)]
    [InlineData(DaemonLogLevel.Error, 2)]
    [InlineData(DaemonLogLevel.Warn, 3)]
    [InlineData(DaemonLogLevel.Info, 4)]
    [InlineData(DaemonLogLevel.Debug, 5)]
    [InlineData(DaemonLogLevel.Trace, 6)]
    [InlineData(DaemonLogLevel.Blather, 7)]
    public void A_level_lets_through_itself_and_what_is_graver(DaemonLogLevel level, int lines)
    {
        using var directory = new TestDirectory();
        using (var log = new MainLog(new ZonedTimeProvider()))
        {
            log.Open(TestLog.Settings(directory.File("main.log"), level), TestLog.LocalSyslog(directory.File("none")), isForeground: false);
            log.Logger.Fatal("line");
            log.Logger.Error("line");
            log.Logger.Warning("line");
            log.Logger.Information("line");
            log.Logger.Debug("line");
            log.Logger.Verbose("line");
            log.Logger.Blather("line");
        }
        string[] all = ["CRIT line", "ERRO line", "WARN line", "INFO line", "DEBG line", "TRAC line", "BLAT line"];
        TestLog.Messages(directory.File("main.log")).ShouldBe(all[..lines]);
    }

    private static string Message(Action<ILogger> write)
    {
        var recorder = new LineRecorder();
        using (var logger = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(recorder).CreateLogger())
            write(logger);
        return recorder.Text.ToString()["2026-11-20 17:12:29,123 ".Length..];
    }

    private sealed class LineRecorder : ILogEventSink
    {
        public StringWriter Text { get; } = new();

        public void Emit(LogEvent logEvent) => TestLog.Formatter.Format(logEvent, Text);
    }
}
