using System.Collections.Immutable;

namespace Supervisor.Configuration.Table;

/// <summary>Every table and key there is. Validation, the diff, the command line, schemas and manual pages read it.</summary>
public static class SettingsTable
{
    public static ImmutableArray<TableDefinition> All { get; } =
    [
        new(TableKind.Supervisord, "supervisord", TableNaming.Alone, "The daemon itself.", () => SupervisordKeys.All),
        new(
            TableKind.Syslog,
            "syslog",
            TableNaming.Alone,
            "Where messages for syslog go.",
            () => [OtherKeys.SyslogFacility, OtherKeys.SyslogTag, OtherKeys.SyslogAddress]
        ),
        new(
            TableKind.UnixHttpServer,
            "unix_http_server",
            TableNaming.AloneOrNamed,
            "A control server on a unix socket.",
            () => ServerKeys.Unix
        ),
        new(
            TableKind.InetHttpServer,
            "inet_http_server",
            TableNaming.AloneOrNamed,
            "A control server on a TCP port.",
            () => ServerKeys.Inet
        ),
        ClientKeys.Definition,
        new(
            TableKind.Gateway,
            "gateway",
            TableNaming.Alone,
            "The process that speaks HTTP.",
            () => [OtherKeys.GatewayMode, OtherKeys.GatewayUser, OtherKeys.GatewayIdleTimeout, OtherKeys.GatewayMemoryLimit]
        ),
        new(TableKind.Include, "include", TableNaming.Alone, "More files.", () => [OtherKeys.IncludeFiles]),
        new(TableKind.Program, "program", TableNaming.Named, "A program to run.", () => ProgramKeys.All),
        new(
            TableKind.Group,
            "group",
            TableNaming.Named,
            "Programs that are handled together.",
            () => [OtherKeys.GroupPrograms, OtherKeys.GroupPriority]
        ),
        new(
            TableKind.EventListener,
            "eventlistener",
            TableNaming.Named,
            "A program that is sent events.",
            () => [.. ProgramKeys.All, .. ListenerKeys.EventListener]
        ),
        new(
            TableKind.FastCgiProgram,
            "fcgi-program",
            TableNaming.Named,
            "A program that serves a FastCGI socket.",
            () => [.. ProgramKeys.All, .. ListenerKeys.FastCgi]
        ),
        new(
            TableKind.RpcInterface,
            "rpcinterface",
            TableNaming.Named,
            "An XML-RPC namespace; read for compatibility.",
            () => [OtherKeys.RpcFactory]
        ),
        new(
            TableKind.ControlPlugin,
            "ctlplugin",
            TableNaming.Named,
            "A plugin of the client; read for compatibility.",
            () => [OtherKeys.ControlFactory]
        ),
    ];

    /// <summary>The kinds that are programs.</summary>
    public static bool IsProgram(TableKind kind) => kind is TableKind.Program or TableKind.EventListener or TableKind.FastCgiProgram;

    public static TableDefinition Of(TableKind kind) => All.First(table => table.Kind == kind);

    /// <summary>The table of that name; null if there is none.</summary>
    public static TableDefinition? Find(string name) =>
        All.FirstOrDefault(table => string.Equals(table.Name, name, StringComparison.Ordinal));
}
