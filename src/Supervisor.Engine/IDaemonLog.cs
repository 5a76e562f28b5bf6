using Supervisor.Configuration.Settings;

namespace Supervisor.Engine;

/// <summary>The daemon's own log. Writing never blocks.</summary>
public interface IDaemonLog
{
    /// <summary>False when a line of this level would not be written anywhere, so that it need not be made.</summary>
    bool IsEnabled(DaemonLogLevel level);

    void Write(DaemonLogLevel level, string line);
}
