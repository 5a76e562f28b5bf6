namespace Supervisor.Configuration.Table;

/// <summary>The tables of a configuration file.</summary>
public enum TableKind
{
    Supervisord,
    Syslog,
    UnixHttpServer,
    InetHttpServer,
    Supervisorctl,
    Gateway,
    Include,
    Program,
    Group,
    EventListener,
    FastCgiProgram,
    RpcInterface,
    ControlPlugin,
}
