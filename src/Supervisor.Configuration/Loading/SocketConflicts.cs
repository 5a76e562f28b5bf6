using System.Collections.Immutable;
using System.Net;
using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Table;

namespace Supervisor.Configuration.Loading;

/// <summary>
/// Finds sockets that are wanted twice. Processes of one program share theirs, in whatever groups they are; nobody else can listen there.
/// </summary>
internal sealed class SocketConflicts(LoadContext load, TableCollector tables)
{
    /// <summary>The title of the table that listens at a place.</summary>
    private readonly Dictionary<string, string> _titles = new(StringComparer.Ordinal);

    public void Report(ImmutableArray<ProcessGroupSettings> groups, ImmutableArray<ServerSettings> servers)
    {
        foreach (var server in servers)
            _titles.TryAdd(PlaceOf(server), server.Section);
        foreach (var process in groups.SelectMany(group => group.Processes))
        {
            if (process.FastCgiSocket is not null || !process.Sockets.IsEmpty)
                Report(process);
        }
    }

    private void Report(ProcessSettings process)
    {
        if (tables.Find(KindOf(process.Kind), process.ProgramName) is not { } table)
            return;
        var own = new HashSet<string>(StringComparer.Ordinal);
        if (process.FastCgiSocket is { } fastCgi)
            Report(table, ListenerKeys.Socket, fastCgi, own);
        foreach (var named in process.Sockets)
            Report(table, ProgramKeys.Sockets, named.Socket, own);
    }

    private void Report(SourceTable table, SettingKey key, ProgramSocketSettings socket, HashSet<string> own)
    {
        var place = socket.Place;
        var span = table.Find(key.Name)?.Value.Span ?? table.NameSpan;
        if (!own.Add(place))
            load.Diagnostics.Error(table.File, span, $"[{table.Title}] listens at {place} twice");
        else if (!_titles.TryAdd(place, table.Title) && _titles[place] is var other && other != table.Title)
            load.Diagnostics.Error(table.File, span, $"[{table.Title}] listens at {place}, where [{other}] does already");
    }

    private static string PlaceOf(ServerSettings server) =>
        server switch
        {
            ServerSettings.UnixSocket unix => unix.Path,
            ServerSettings.Inet inet => new IPEndPoint(inet.Address, inet.Port).ToString(),
            _ => server.Section,
        };

    private static TableKind KindOf(ProgramKind kind) =>
        kind switch
        {
            ProgramKind.EventListener => TableKind.EventListener,
            ProgramKind.FastCgiProgram => TableKind.FastCgiProgram,
            _ => TableKind.Program,
        };
}
