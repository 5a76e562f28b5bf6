using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Supervisord.DaemonLog;

/// <summary>
/// Supervisor's level BLAT, below TRAC. Serilog has no level below Verbose, which is TRAC; so a line of BLAT is a Verbose event that
/// carries a property by which the log tells the two apart.
/// </summary>
public static class BlatherLogging
{
    private const string PropertyName = "Blather";

    [MessageTemplateFormatMethod(nameof(template))]
    public static void Blather(this ILogger logger, string template, params object?[] values)
    {
        if (logger.IsEnabled(LogEventLevel.Verbose))
            logger.ForContext(PropertyName, true).Verbose(template, values);
    }

    public static bool IsBlather(this LogEvent line) => line.Level == LogEventLevel.Verbose && line.Properties.ContainsKey(PropertyName);
}
