using Supervisor.Configuration.Settings;
using Supervisor.Engine.Loop;
using Supervisord.DaemonLog;

namespace Supervisord.Running;

/// <summary>What of the daemon itself follows a reload while it runs.</summary>
internal sealed class LiveSettings(MainLog log) : ILiveDaemonSettings
{
    public void Apply(SupervisorSettings settings) => log.Reconfigure(settings.Daemon, settings.Syslog);

    public void ReopenLog() => log.Reopen();
}
