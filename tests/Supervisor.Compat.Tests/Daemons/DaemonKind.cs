namespace Supervisor.Compat.Tests.Daemons;

/// <summary>Whose supervisord it is.</summary>
internal enum DaemonKind
{
    Original,
    Ours,
}
