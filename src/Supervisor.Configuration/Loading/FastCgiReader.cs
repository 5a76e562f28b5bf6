using Supervisor.Configuration.Expansion;
using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Table;
using Supervisor.Configuration.Values;
using Supervisor.Posix;

namespace Supervisor.Configuration.Loading;

/// <summary>Reads the socket of an [fcgi-program.x].</summary>
internal static class FastCgiReader
{
    private const uint DefaultMode = 0x1C0;

    /// <summary>Null when it is missing or wrong.</summary>
    public static FastCgiSocketSettings? Read(LoadContext load, TableReader reader, ExpansionScope scope, UserAccount? user)
    {
        var title = reader.Table.Title;
        var url = reader.Require(ListenerKeys.Socket, scope, $"[{title}] section requires a \"socket\" line")?.Trim();
        var owner = reader.Read(ListenerKeys.SocketOwner, scope);
        var mode = reader.Read(ListenerKeys.SocketMode, scope);
        var backlog = reader.Read(ListenerKeys.SocketBacklog, scope);
        if (url is null)
            return null;
        if (url.StartsWith("unix://", StringComparison.Ordinal))
            return ReadUnix(load, reader, scope, url, owner ?? OwnerFrom(user)) is { } socket
                ? socket with
                {
                    Mode = mode ?? DefaultMode,
                    Backlog = backlog,
                }
                : null;
        if (reader.Has(ListenerKeys.SocketOwner) || reader.Has(ListenerKeys.SocketMode))
        {
            reader.ReportAt(
                reader.Has(ListenerKeys.SocketOwner) ? ListenerKeys.SocketOwner : ListenerKeys.SocketMode,
                $"socket_owner and socket_mode params should only be used with a Unix domain socket in [{title}] socket"
            );
        }
        return ReadTcp(load, reader, url) is { } tcp ? tcp with { Backlog = backlog } : null;
    }

    /// <summary>The program must be able to use its socket; giving it to whoever owns it already changes nothing.</summary>
    private static Ownership? OwnerFrom(UserAccount? user) => user is null ? null : new Ownership(user.UserId, user.GroupId);

    private static FastCgiSocketSettings? ReadUnix(LoadContext load, TableReader reader, ExpansionScope scope, string url, Ownership? owner)
    {
        var path = url["unix://".Length..];
        if (!path.StartsWith('/'))
        {
            reader.ReportAt(ListenerKeys.Socket, $"Unix socket path {path} is not an absolute path in [{reader.Table.Title}] socket");
            return null;
        }
        var checkedPath = NetworkTypes.SocketPath.Parse(path, new ReadContext(load, reader.Table, ListenerKeys.Socket.Name, scope));
        if (checkedPath.Mistake is { } mistake)
        {
            reader.ReportAt(ListenerKeys.Socket, $"{mistake} in [{reader.Table.Title}] socket");
            return null;
        }
        return new FastCgiSocketSettings("unix://" + checkedPath.Value, owner?.UserId, owner?.GroupId, null, null);
    }

    private static FastCgiSocketSettings? ReadTcp(LoadContext load, TableReader reader, string url)
    {
        var address = url.StartsWith("tcp://", StringComparison.Ordinal) ? url["tcp://".Length..] : "";
        var colon = address.LastIndexOf(':');
        var host = colon > 0 ? address[..colon] : "";
        if (host.Length == 0 || host.AsSpan().ContainsAny(':', ' ') || NetworkTypes.ParsePort(address[(colon + 1)..]) is null)
        {
            reader.ReportAt(ListenerKeys.Socket, $"Bad socket format {url} in [{reader.Table.Title}] socket");
            return null;
        }
        if (load.FindHost(host) is not { } found)
        {
            reader.ReportAt(ListenerKeys.Socket, $"host '{host}' is not known in [{reader.Table.Title}] socket");
            return null;
        }
        return new FastCgiSocketSettings(url, null, null, null, null) { Address = found };
    }
}
