using System.Globalization;
using Serilog.Events;

namespace Supervisord.DaemonLog.Syslog;

/// <summary>The number at the start of a syslog message: facility times 8 and severity (RFC 5424, 6.2.1).</summary>
internal static class SyslogPriority
{
    private const int Severities = 8;
    private const int Critical = 2;
    private const int Error = 3;
    private const int Warning = 4;
    private const int Informational = 6;
    private const int Debug = 7;

    /// <summary>Of a line of a program, as Supervisor has it.</summary>
    public static int OfProgramLine(int facility) => (facility * Severities) + Informational;

    public static int Of(int facility, LogEventLevel level) => (facility * Severities) + Severity(level);

    /// <summary>"&lt;30&gt;".</summary>
    public static void Append(PendingBytes message, int priority)
    {
        Span<char> digits = stackalloc char["2147483647".Length];
        priority.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        message.Append("<");
        message.Append(digits[..length]);
        message.Append(">");
    }

    private static int Severity(LogEventLevel level) =>
        level switch
        {
            LogEventLevel.Fatal => Critical,
            LogEventLevel.Error => Error,
            LogEventLevel.Warning => Warning,
            LogEventLevel.Information => Informational,
            _ => Debug,
        };
}
