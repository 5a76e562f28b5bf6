using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;

namespace Supervisord.DaemonLog;

/// <summary>
/// Supervisor's line: "2026-11-20 17:12:29,123 INFO spawned: 'web' with pid 42", in local time. A message of several lines stays as it
/// is; the text of an exception follows on lines of its own.
/// </summary>
internal sealed class SupervisorLineFormatter(TimeProvider time) : ITextFormatter
{
    /// <summary>Characters before the message: time, level and the blanks after them.</summary>
    public const int PrefixLength = 29;

    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss,fff ";

    public void Format(LogEvent logEvent, TextWriter output)
    {
        Span<char> prefix = stackalloc char[PrefixLength];
        var local = TimeZoneInfo.ConvertTime(logEvent.Timestamp, time.LocalTimeZone);
        local.TryFormat(prefix, out var length, TimeFormat, CultureInfo.InvariantCulture);
        logEvent.ToDaemonLogLevel().Letters().CopyTo(prefix[length..]);
        prefix[^1] = ' ';

        output.Write(prefix);
        MessageText.Render(logEvent, output);
        output.Write('\n');
        if (logEvent.Exception is not { } exception)
            return;
        output.Write(exception.ToString());
        output.Write('\n');
    }
}
