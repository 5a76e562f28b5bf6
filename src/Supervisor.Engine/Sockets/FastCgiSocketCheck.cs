using System.Collections.Immutable;
using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Loading;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Keeping;
using Supervisor.Posix;

namespace Supervisor.Engine.Sockets;

/// <summary>
/// Tries the sockets of FastCGI programs when a configuration has been loaded, as the original does, so that a wrong address or a missing
/// right is told at once; nothing of them is left behind.
/// </summary>
public sealed class FastCgiSocketCheck(IDaemonLog log)
{
    /// <summary>Tries all of them, before anything runs.</summary>
    /// <param name="kept">Those that are there from before a new start of the daemon need no trial.</param>
    /// <returns>Null, or the first that cannot be made and why.</returns>
    public string? FindMistake(SupervisorSettings settings, KeptListeners kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        return SocketsOf(settings)
            .Where(socket => !kept.Has(socket.Path, socket.Address, socket.Port))
            .Select(socket => Try(socket, toleratesUse: false))
            .FirstOrDefault(mistake => mistake is not null);
    }

    /// <summary>Tries those that are new. Where something listens already it may be a program that this reload is about to end.</summary>
    /// <param name="inForce">What runs now; its sockets may be open.</param>
    /// <returns>The result, without settings when a socket cannot be made.</returns>
    public LoadResult Check(LoadResult loaded, SupervisorSettings inForce)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        if (loaded.Settings is not { } settings)
            return loaded;
        var known = SocketsOf(inForce).Select(socket => socket.Place).ToHashSet(StringComparer.Ordinal);
        var mistakes = SocketsOf(settings)
            .Where(socket => !known.Contains(socket.Place))
            .Select(socket => Try(socket, toleratesUse: true))
            .OfType<string>()
            .Select(mistake => new Diagnostic(DiagnosticSeverity.Error, mistake, null, null, null))
            .ToImmutableArray();
        return mistakes.IsEmpty ? loaded : new LoadResult(null, [.. loaded.Diagnostics, .. mistakes]);
    }

    private static IEnumerable<ProgramSocketSettings> SocketsOf(SupervisorSettings settings) =>
        settings
            .Groups.SelectMany(group => group.Processes)
            .Select(process => process.FastCgiSocket)
            .OfType<ProgramSocketSettings>()
            .DistinctBy(socket => socket.Place, StringComparer.Ordinal);

    private string? Try(ProgramSocketSettings socket, bool toleratesUse)
    {
        log.Write(DaemonLogLevel.Info, $"Creating socket {socket.Url}");
        var errno = socket.Path is { } path
            ? ListeningSocket.Check(path, socket.Mode ?? 0, socket.OwnerUserId, socket.OwnerGroupId)
            : Try(socket);
        if (errno == 0)
            log.Write(DaemonLogLevel.Info, $"Closing socket {socket.Url}");
        return errno == 0 || (errno == Errno.EADDRINUSE && toleratesUse)
            ? null
            : $"Could not create FastCGI socket {socket.Url}: {Errno.Describe(errno)}";
    }

    private static int Try(ProgramSocketSettings socket)
    {
        var errno = ListeningSocket.TryListen(socket.Address!, socket.Port, 1, out var listener);
        listener?.Dispose();
        return errno;
    }
}
