using Serilog.Events;
using Serilog.Parsing;
using Supervisor.Configuration.Settings;
using Supervisord.DaemonLog;

namespace Supervisord.Tests.DaemonLog;

/// <summary>What the tests of the log share: lines with a known time, a directory of their own, settings.</summary>
internal static class TestLog
{
    /// <summary>Long enough for any machine; a test that passes never waits for it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    public static readonly DateTimeOffset Time = new(2026, 11, 20, 16, 12, 29, 123, TimeSpan.Zero);

    /// <summary>The prefix of an INFO line at <see cref="Time"/> in <see cref="ZonedTimeProvider"/>.</summary>
    public const string InfoPrefix = "2026-11-20 17:12:29,123 INFO ";

    public static LogEvent Line(string text, LogEventLevel level = LogEventLevel.Information) =>
        new(Time, level, null, new MessageTemplate([new TextToken(text)]), []);

    public static DaemonSettings Settings(string? file, DaemonLogLevel level = DaemonLogLevel.Info, long maxBytes = 0, int backups = 10) =>
        new()
        {
            Identifier = "supervisor",
            LogFile = file,
            LogFileMaxBytes = maxBytes,
            LogFileBackups = backups,
            LogLevel = level,
            PidFile = "/nonexistent/supervisord.pid",
            Umask = null,
            NoDaemon = false,
            Silent = false,
            NoChangeDirectory = false,
            NoClose = false,
            MinimumDescriptors = 1024,
            MinimumProcesses = 200,
            NoCleanup = false,
            ChildLogDirectory = "/tmp",
            ChosenPersistentDirectory = null,
            PersistentDirectory = "/nonexistent",
            Recovery = true,
            ChosenStateDirectory = null,
            ControlGroups = true,
            User = null,
            Directory = null,
            StripAnsi = false,
            Environment = System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty,
        };

    public static SyslogSettings LocalSyslog(string path) => new(3, "supervisord", new SyslogTarget.LocalSocket(path));

    public static SupervisorLineFormatter Formatter { get; } = new(new ZonedTimeProvider());

    public static string Format(LogEvent line)
    {
        using var text = new StringWriter();
        Formatter.Format(line, text);
        return text.ToString();
    }

    /// <summary>The lines without their time.</summary>
    public static string[] Messages(string file) => [.. File.ReadAllLines(file).Select(line => line["2026-11-20 17:12:29,123 ".Length..])];
}
