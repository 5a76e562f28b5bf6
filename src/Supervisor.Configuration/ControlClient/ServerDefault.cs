using System.Globalization;
using Supervisor.Configuration.Expansion;
using Supervisor.Configuration.Loading;
using Supervisor.Configuration.Table;
using Supervisor.Toml;

namespace Supervisor.Configuration.ControlClient;

/// <summary>
/// The address of the first server that a file has, for a client that is told none: a unix socket before a port. A table that is wrong is
/// passed over; the daemon tells of it.
/// </summary>
internal static class ServerDefault
{
    private const string UnixTable = "unix_http_server";
    private const string InetTable = "inet_http_server";

    /// <summary>The names of the tables that are read, besides the client's own.</summary>
    public static readonly string[] Tables = [UnixTable, InetTable];

    public static bool HasServer(TomlTable root) => root.TryGet(UnixTable, out _) || root.TryGet(InetTable, out _);

    /// <summary>Null when there is none.</summary>
    public static string? Find(LoadContext load, ExpansionScope scope, TomlTable root)
    {
        foreach (var table in TablesOf(root, UnixTable))
        {
            if (TextOf(table, ServerKeys.File.Name, scope) is { Length: > 0 } path)
                return "unix://" + load.AbsolutePath(path);
        }
        foreach (var table in TablesOf(root, InetTable))
        {
            if (TextOf(table, ServerKeys.Port.Name, scope) is { Length: > 0 } address)
                return UrlOf(address);
        }
        return null;
    }

    /// <summary>The table itself, and the named ones in it.</summary>
    private static IEnumerable<TomlTable> TablesOf(TomlTable root, string name)
    {
        if (!root.TryGet(name, out var entry) || entry.Value is not TomlTable table)
            yield break;
        yield return table;
        foreach (var inner in table)
        {
            if (inner.Value is TomlTable named)
                yield return named;
        }
    }

    private static string? TextOf(TomlTable table, string key, ExpansionScope scope)
    {
        if (!table.TryGet(key, out var entry))
            return null;
        if (entry.Value is TomlInteger number)
            return number.Value.ToString(CultureInfo.InvariantCulture);
        return entry.Value is TomlString text && PercentFormat.TryExpand(text.Value, scope, out var expanded, out _)
            ? expanded.Trim()
            : null;
    }

    private static string UrlOf(string address)
    {
        var colon = address.LastIndexOf(':');
        var host = colon < 0 ? "" : address[..colon];
        var port = address[(colon + 1)..];
        return host is "" or "*" or "0.0.0.0" or "::" or "[::]" ? $"http://localhost:{port}" : $"http://{host}:{port}";
    }
}
