using Supervisor.Configuration.Settings;
using Supervisor.Engine.Keeping;
using Supervisor.Posix;
using Supervisor.Protocol.Gateway;

namespace Supervisor.Engine.Gateway;

/// <summary>One server of the configuration with its listening socket.</summary>
internal sealed class ControlServer(ServerSettings settings, ListeningSocket socket, KeptListeners kept) : IDisposable
{
    public ServerSettings Settings { get; set; } = settings;

    public ListeningSocket Socket { get; private set; } = socket;

    /// <summary>Whether these settings ask for the very socket that is open, whatever else they say.</summary>
    public bool Serves(ServerSettings other) =>
        (Settings, other) switch
        {
            (ServerSettings.UnixSocket here, ServerSettings.UnixSocket there) => (here.Path, here.Mode, here.OwnerUserId, here.OwnerGroupId)
                == (there.Path, there.Mode, there.OwnerUserId, there.OwnerGroupId),
            (ServerSettings.Inet here, ServerSettings.Inet there) => here.Address.Equals(there.Address) && here.Port == there.Port,
            _ => false,
        };

    /// <summary>0 with the server, or the errno.</summary>
    /// <param name="kept">May have it from before a new start of the daemon.</param>
    public static int TryOpen(ServerSettings settings, KeptListeners kept, out ControlServer? server)
    {
        var errno = TryTake(settings, kept, out var socket);
        if (socket is null && errno == 0)
        {
            errno = TryListen(settings, out socket);
            if (socket is not null)
                kept.Keep(socket);
        }
        server = errno == 0 ? new ControlServer(settings, socket!, kept) : null;
        return errno;
    }

    /// <summary>Opens the socket anew, because its file is gone; the old one is closed. 0 or the errno.</summary>
    public int Reopen()
    {
        var errno = TryListen(Settings, out var socket);
        if (errno != 0)
            return errno;
        kept.Forget(Socket);
        Socket.Dispose();
        Socket = socket!;
        kept.Keep(Socket);
        return 0;
    }

    /// <summary>What the gateway needs to know of it.</summary>
    public ListenerDescription Describe() =>
        Settings switch
        {
            ServerSettings.UnixSocket unix => new ListenerDescription(
                "unix://" + unix.Path,
                IsLocal: true,
                unix.UserName,
                unix.Password,
                [.. Allowed(unix).Select(id => (int)id)],
                [.. unix.AllowedGroupIds.Select(id => (int)id)]
            ),
            ServerSettings.Inet inet => new ListenerDescription(
                $"tcp://{inet.Address}:{inet.Port}",
                IsLocal: false,
                inet.UserName,
                inet.Password,
                [],
                []
            ),
            _ => throw new InvalidOperationException($"no such server: {Settings}"),
        };

    public void Dispose()
    {
        kept.Forget(Socket);
        Socket.Dispose();
    }

    /// <summary>Root and the daemon's own user can do all this anyway.</summary>
    private static IEnumerable<uint> Allowed(ServerSettings.UnixSocket unix) =>
        unix.AllowedUserIds.IsEmpty && unix.AllowedGroupIds.IsEmpty ? [] : unix.AllowedUserIds.Append(0u).Append(ThisProcess.UserId);

    private static int TryTake(ServerSettings settings, KeptListeners kept, out ListeningSocket? socket)
    {
        socket = settings switch
        {
            ServerSettings.UnixSocket unix => kept.TryTake(unix.Path),
            ServerSettings.Inet inet => kept.TryTake(inet.Address, inet.Port),
            _ => null,
        };
        return
            socket is not null && settings is ServerSettings.UnixSocket { Mode: var mode, OwnerUserId: var owner, OwnerGroupId: var group }
            ? socket.TryChange(mode, owner, group, ListeningSocket.Backlog)
            : 0;
    }

    private static int TryListen(ServerSettings settings, out ListeningSocket? socket)
    {
        switch (settings)
        {
            case ServerSettings.UnixSocket unix:
                return ListeningSocket.TryListen(
                    unix.Path,
                    unix.Mode,
                    unix.OwnerUserId,
                    unix.OwnerGroupId,
                    ListeningSocket.Backlog,
                    out socket
                );
            case ServerSettings.Inet inet:
                return ListeningSocket.TryListen(inet.Address, inet.Port, ListeningSocket.Backlog, out socket);
            default:
                throw new InvalidOperationException($"no such server: {settings}");
        }
    }
}
