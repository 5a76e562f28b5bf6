using System.Collections.Immutable;
using System.Globalization;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Keeping;
using Supervisor.Posix;

namespace Supervisor.Engine.Gateway;

/// <summary>
/// The listening sockets of the servers in the configuration. The lock of the pid file says whether another daemon lives, so a socket that
/// lies where one is to be is replaced, whether or not somebody answers there.
/// </summary>
/// <param name="kept">Sockets that outlive the master.</param>
public sealed class ControlServers(KeptListeners kept, IDaemonLog log) : IDisposable
{
    private readonly List<ControlServer> _servers = [];

    /// <summary>Tells when a socket's file loses its name.</summary>
    internal FileWatch Files { get; } = new();

    internal IReadOnlyList<ControlServer> All => _servers;

    /// <summary>Opens all of them before the daemon starts.</summary>
    /// <returns>Null, or why one cannot be had, in the words of the original where it has any; then none is open.</returns>
    public string? Open(ImmutableArray<ServerSettings> settings)
    {
        foreach (var server in settings)
        {
            if (TryOpen(server) is not { } failure)
                continue;
            Dispose();
            return failure;
        }
        return null;
    }

    /// <summary>Opens those that are not open yet, as far as they can be had.</summary>
    /// <returns>Why the others cannot.</returns>
    public IReadOnlyList<string> OpenPossible(ImmutableArray<ServerSettings> settings) =>
        [.. settings.Where(wanted => !_servers.Exists(server => server.Serves(wanted))).Select(TryOpen).OfType<string>()];

    /// <summary>Makes them what a reload asks for. Sockets that are to stay as they are are not touched; one that cannot be had is said.</summary>
    public void Apply(ImmutableArray<ServerSettings> settings)
    {
        foreach (var gone in _servers.Where(server => !settings.Any(server.Serves)).ToArray())
        {
            _servers.Remove(gone);
            gone.Dispose();
            log.Write(DaemonLogLevel.Info, $"no longer serves {NameOf(gone.Settings)}");
        }
        foreach (var wanted in settings)
        {
            if (_servers.Find(server => server.Serves(wanted)) is { } present)
                present.Settings = wanted;
            else if (TryOpen(wanted) is { } failure)
                log.Write(DaemonLogLevel.Error, failure);
            else
                log.Write(DaemonLogLevel.Info, $"serves {NameOf(wanted)}");
        }
    }

    /// <summary>Opens those anew whose files were removed or replaced. True when there was one.</summary>
    internal bool ReopenLost()
    {
        Files.Clear();
        var changed = false;
        foreach (var server in _servers.Where(server => !server.Socket.IsStillNamed))
        {
            var errno = server.Reopen();
            changed |= errno == 0;
            log.Write(
                errno == 0 ? DaemonLogLevel.Warn : DaemonLogLevel.Error,
                errno == 0
                    ? $"{NameOf(server.Settings)} was removed by somebody and has been made anew"
                    : $"{NameOf(server.Settings)} was removed by somebody and cannot be made anew: {Errno.Describe(errno)}"
            );
            Watch(server);
        }
        return changed;
    }

    public void Dispose()
    {
        foreach (var server in _servers)
            server.Dispose();
        _servers.Clear();
        Files.Dispose();
    }

    private string? TryOpen(ServerSettings settings)
    {
        var replaces = settings is ServerSettings.UnixSocket { Path: var path } && !kept.Has(path, null, 0) && File.Exists(path);
        var errno = ControlServer.TryOpen(settings, kept, out var server);
        if (errno != 0)
            return FailureText(settings, errno);
        _servers.Add(server!);
        Watch(server!);
        if (replaces)
            log.Write(DaemonLogLevel.Info, $"Unlinking stale socket {((ServerSettings.UnixSocket)settings).Path}");
        log.Write(DaemonLogLevel.Info, "RPC interface 'supervisor' initialized");
        if (settings.UserName is null)
            log.Write(DaemonLogLevel.Critical, $"Server '{settings.Section}' running without any HTTP authentication checking");
        return null;
    }

    private void Watch(ControlServer server)
    {
        if (server.Socket.Path is { } path && Files.Add(path) is var errno and not 0)
            log.Write(DaemonLogLevel.Warn, $"{path} would not be made anew if somebody removed it: {Errno.Describe(errno)}");
    }

    private static string FailureText(ServerSettings settings, int errno)
    {
        if (errno == Errno.EADDRINUSE)
            return "Error: Another program is already listening on a port that one of our HTTP servers is configured to use.  "
                + $"Shut this program down first before starting supervisord.\n[{settings.Section}] wants {NameOf(settings)}";
        if (errno == Errno.EEXIST)
            return $"Error: Cannot open an HTTP server: {NameOf(settings)} of [{settings.Section}] is there already and is no socket";
        var number = errno.ToString(CultureInfo.InvariantCulture);
        return $"Error: Cannot open an HTTP server: socket.error reported errno.{Errno.Name(errno)} ({number})\n"
            + $"[{settings.Section}] wants {NameOf(settings)}: {Errno.Describe(errno)}";
    }

    private static string NameOf(ServerSettings settings) =>
        settings switch
        {
            ServerSettings.UnixSocket unix => unix.Path,
            ServerSettings.Inet { Host: "" } inet => $"port {inet.Port} of every address",
            ServerSettings.Inet inet => $"{inet.Host}:{inet.Port}",
            _ => settings.Section,
        };
}
