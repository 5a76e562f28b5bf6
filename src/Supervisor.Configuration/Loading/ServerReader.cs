using System.Collections.Immutable;
using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Table;

namespace Supervisor.Configuration.Loading;

/// <summary>Reads the tables of servers, and those of plugins, which have no effect here.</summary>
internal static class ServerReader
{
    public static ImmutableArray<ServerSettings> Read(LoadContext load, TableCollector tables)
    {
        var servers = ImmutableArray.CreateBuilder<ServerSettings>();
        foreach (var table in tables.Of(TableKind.UnixHttpServer))
        {
            if (ReadUnix(load, table) is { } server)
                servers.Add(server);
        }
        foreach (var table in tables.Of(TableKind.InetHttpServer))
        {
            if (ReadInet(load, table) is { } server)
                servers.Add(server);
        }
        return servers.ToImmutable();
    }

    /// <summary>What AUTO stands for: the first unix server, else the first inet server, else nothing.</summary>
    public static string? DefaultUrl(ImmutableArray<ServerSettings> servers)
    {
        if (servers.OfType<ServerSettings.UnixSocket>().FirstOrDefault() is { } unix)
            return "unix://" + unix.Path;
        if (servers.OfType<ServerSettings.Inet>().FirstOrDefault() is { } inet)
            return $"http://{(inet.Host.Length == 0 ? "localhost" : inet.Host)}:{inet.Port}";
        return null;
    }

    public static void CheckPlugins(LoadContext load, TableCollector tables)
    {
        foreach (var table in tables.Of(TableKind.RpcInterface))
            CheckPlugin(load, table, OtherKeys.RpcFactory, OtherKeys.StockRpcFactory);
        foreach (var table in tables.Of(TableKind.ControlPlugin))
            CheckPlugin(load, table, OtherKeys.ControlFactory, null);
    }

    private static ServerSettings.UnixSocket? ReadUnix(LoadContext load, SourceTable table)
    {
        var reader = new TableReader(load, table);
        reader.RefuseUnknownKeys();
        var scope = load.ScopeOf(table.File);
        var path = reader.Require(ServerKeys.File, scope, $"section [{table.Title}] has no file value");
        var mode = reader.Read(ServerKeys.Mode, scope) ?? ServerKeys.Mode.Default!.Value;
        var owner = reader.Read(ServerKeys.Owner, scope);
        var users = reader.Read(ServerKeys.AllowUsers, scope);
        var groups = reader.Read(ServerKeys.AllowGroups, scope);
        var (user, password) = ReadCredentials(load, reader);
        return path is null
            ? null
            : new ServerSettings.UnixSocket(table.Title, path, mode, owner?.UserId, owner?.GroupId, user, password)
            {
                AllowedUserIds = users,
                AllowedGroupIds = groups,
            };
    }

    private static ServerSettings.Inet? ReadInet(LoadContext load, SourceTable table)
    {
        var reader = new TableReader(load, table);
        reader.RefuseUnknownKeys();
        var address = reader.Require(ServerKeys.Port, load.ScopeOf(table.File), $"section [{table.Title}] has no port value");
        var (user, password) = ReadCredentials(load, reader);
        return address is null
            ? null
            : new ServerSettings.Inet(table.Title, address.Host, address.Port, user, password) { Address = address.Address };
    }

    private static (string? User, string? Password) ReadCredentials(LoadContext load, TableReader reader)
    {
        var scope = load.ScopeOf(reader.Table.File);
        if (reader.Has(ServerKeys.UserName) != reader.Has(ServerKeys.Password))
        {
            reader.ReportAtName(
                $"Section [{reader.Table.Title}] contains incomplete authentication: If a username or a password is specified, both the "
                    + "username and password must be specified"
            );
        }
        return (reader.Read(ServerKeys.UserName, scope), reader.Read(ServerKeys.Password, scope));
    }

    private static void CheckPlugin(LoadContext load, SourceTable table, SettingKey<string> key, string? stock)
    {
        var reader = new TableReader(load, table);
        var factory = reader.Require(key, load.ScopeOf(table.File), $"section [{table.Title}] does not specify a {key.Name}");
        // A plugin's other keys are its own affair; the stock interface has none.
        if (factory == stock)
            reader.RefuseUnknownKeys();
        else if (reader.Has(key))
            reader.WarnAt(key, $"[{table.Title}] has no effect: Python plugins such as '{factory}' cannot be loaded");
    }
}
