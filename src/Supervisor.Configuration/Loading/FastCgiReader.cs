using Supervisor.Configuration.Expansion;
using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Table;
using Supervisor.Configuration.Values;
using Supervisor.Posix;

namespace Supervisor.Configuration.Loading;

/// <summary>Reads the socket of an [fcgi-program.x].</summary>
internal static class FastCgiReader
{
    /// <summary>Null when it is missing or wrong.</summary>
    public static ProgramSocketSettings? Read(LoadContext load, TableReader reader, ExpansionScope scope, UserAccount? user)
    {
        var title = reader.Table.Title;
        var url = reader.Require(ListenerKeys.Socket, scope, $"[{title}] section requires a \"socket\" line");
        var owner = reader.Read(ListenerKeys.SocketOwner, scope);
        var mode = reader.Read(ListenerKeys.SocketMode, scope);
        var backlog = reader.Read(ListenerKeys.SocketBacklog, scope);
        if (url is null)
            return null;
        var parsed = ProgramSocketUrl.Parse(url, new ReadContext(load, reader.Table, ListenerKeys.Socket.Name, scope));
        if (parsed.Value is not { } socket)
        {
            reader.ReportAt(ListenerKeys.Socket, $"{parsed.Mistake} in [{title}] socket");
            return null;
        }
        if (socket.Path is null && (reader.Has(ListenerKeys.SocketOwner) || reader.Has(ListenerKeys.SocketMode)))
        {
            reader.ReportAt(
                reader.Has(ListenerKeys.SocketOwner) ? ListenerKeys.SocketOwner : ListenerKeys.SocketMode,
                $"socket_owner and socket_mode params should only be used with a Unix domain socket in [{title}] socket"
            );
            return null;
        }
        var given = socket with
        {
            OwnerUserId = owner?.UserId,
            OwnerGroupId = owner?.GroupId,
            Mode = mode ?? socket.Mode,
            Backlog = backlog,
        };
        return given.OwnedBy(user);
    }
}
