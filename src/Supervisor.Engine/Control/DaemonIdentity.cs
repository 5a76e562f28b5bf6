namespace Supervisor.Engine.Control;

/// <summary>What clients are told of the daemon.</summary>
/// <param name="findProcessId">The process that the pid file names: the launched one, which can come to be another.</param>
public sealed class DaemonIdentity(string version, Func<int> findProcessId)
{
    public string Version => version;

    public int ProcessId => findProcessId();

    /// <summary>How often the daemon has gone over to another executable.</summary>
    public int Upgrades { get; init; }
}
