namespace Supervisor.Configuration.Table;

/// <summary>What has to happen for a changed key to take effect, the weakest first.</summary>
public enum ChangeNeeds
{
    /// <summary>The next decision uses the new value.</summary>
    Nothing,

    /// <summary>The log is closed and opened anew; the process is not touched.</summary>
    LogReopen,
    RestartProcess,
    RestartDaemon,
}
