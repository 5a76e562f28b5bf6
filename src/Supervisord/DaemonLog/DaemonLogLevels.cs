using Serilog.Events;
using Supervisor.Configuration.Settings;

namespace Supervisord.DaemonLog;

/// <summary>Supervisor's levels beside Serilog's.</summary>
internal static class DaemonLogLevels
{
    /// <summary>The Serilog level below which nothing is even built. Trace and Blather share one: see <see cref="BlatherLogging"/>.</summary>
    public static LogEventLevel ToSerilog(this DaemonLogLevel level) =>
        level switch
        {
            DaemonLogLevel.Critical => LogEventLevel.Fatal,
            DaemonLogLevel.Error => LogEventLevel.Error,
            DaemonLogLevel.Warn => LogEventLevel.Warning,
            DaemonLogLevel.Info => LogEventLevel.Information,
            DaemonLogLevel.Debug => LogEventLevel.Debug,
            _ => LogEventLevel.Verbose,
        };

    public static DaemonLogLevel ToDaemonLogLevel(this LogEvent line) =>
        line.Level switch
        {
            LogEventLevel.Fatal => DaemonLogLevel.Critical,
            LogEventLevel.Error => DaemonLogLevel.Error,
            LogEventLevel.Warning => DaemonLogLevel.Warn,
            LogEventLevel.Information => DaemonLogLevel.Info,
            LogEventLevel.Debug => DaemonLogLevel.Debug,
            _ => line.IsBlather() ? DaemonLogLevel.Blather : DaemonLogLevel.Trace,
        };

    /// <summary>The four letters of the level in a line.</summary>
    public static string Letters(this DaemonLogLevel level) =>
        level switch
        {
            DaemonLogLevel.Critical => "CRIT",
            DaemonLogLevel.Error => "ERRO",
            DaemonLogLevel.Warn => "WARN",
            DaemonLogLevel.Info => "INFO",
            DaemonLogLevel.Debug => "DEBG",
            DaemonLogLevel.Trace => "TRAC",
            _ => "BLAT",
        };
}
