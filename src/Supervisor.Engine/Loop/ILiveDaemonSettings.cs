using Supervisor.Configuration.Settings;

namespace Supervisor.Engine.Loop;

/// <summary>The parts of the daemon, besides its programs, that follow a reload or a log reopen while it runs.</summary>
public interface ILiveDaemonSettings
{
    /// <summary>The log's level, file and rotation, and syslog.</summary>
    void Apply(SupervisorSettings settings);

    /// <summary>The daemon's own log file is opened anew by its name.</summary>
    void ReopenLog();
}
