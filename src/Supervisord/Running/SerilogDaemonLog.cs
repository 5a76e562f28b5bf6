using Serilog;
using Supervisor.Configuration.Settings;
using Supervisor.Engine;
using Supervisord.DaemonLog;

namespace Supervisord.Running;

/// <summary>The engine's lines into the daemon's Serilog pipeline.</summary>
internal sealed class SerilogDaemonLog(ILogger logger) : IDaemonLog
{
    private const string Template = "{Line}";

    public bool IsEnabled(DaemonLogLevel level) => logger.IsEnabled(level.ToSerilog());

    public void Write(DaemonLogLevel level, string line)
    {
        if (level == DaemonLogLevel.Blather)
            logger.Blather(Template, line);
        else
            logger.Write(level.ToSerilog(), Template, line);
    }
}
