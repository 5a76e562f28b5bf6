using Serilog.Events;
using Serilog.Parsing;

namespace Supervisord.DaemonLog;

/// <summary>Lines that the log writes about itself.</summary>
internal static class LogNotice
{
    /// <summary>The text is taken as it is, braces too.</summary>
    public static LogEvent Of(TimeProvider time, LogEventLevel level, string text) =>
        new(time.GetUtcNow(), level, exception: null, new MessageTemplate([new TextToken(text)]), []);

    /// <summary>For the place in a log where lines are missing.</summary>
    public static LogEvent Lost(TimeProvider time, long count, string reason) =>
        Of(time, LogEventLevel.Warning, $"{count} log {(count == 1 ? "line is" : "lines are")} missing here: {reason}");
}
