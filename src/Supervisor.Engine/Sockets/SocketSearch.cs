using Supervisor.Configuration.Settings;
using Supervisor.Engine.Keeping;
using Supervisor.Engine.Recovery;
using Supervisor.Posix;

namespace Supervisor.Engine.Sockets;

/// <summary>
/// Where keeper and master are both gone, the sockets of programs are left to those programs that live: they are taken from them, so that
/// who connects is served on, and the next process of a program accepts from the same socket.
/// </summary>
public sealed class SocketSearch(KeptListeners kept, IChildEvidence evidence, IForeignSockets foreign, IDaemonLog log)
{
    private readonly HashSet<string> _missed = new(StringComparer.Ordinal);
    private bool _hasComplained;

    /// <summary>Finds what was not handed back. It may take a moment for each socket that a program has open: for the start alone.</summary>
    public void Find(IReadOnlyCollection<RecoveredSlot> slots)
    {
        ArgumentNullException.ThrowIfNull(slots);
        foreach (var slot in slots)
        {
            var missing = Missing(slot);
            if (missing.Count > 0 && evidence.FindLiving(slot.Record) is { } identity)
                Find(identity, missing);
        }
        foreach (var socket in slots.SelectMany(Missing).DistinctBy(socket => socket.Place, StringComparer.Ordinal))
        {
            if (_missed.Contains(socket.Place))
                log.Write(DaemonLogLevel.Warn, $"no program that lives has {socket.Url} open to be taken: it is made anew");
        }
    }

    private List<ProgramSocketSettings> Missing(RecoveredSlot slot)
    {
        var wanted = SlotSockets.For(slot.Settings)?.Wanted ?? [];
        return [.. wanted.Where(socket => !kept.Has(socket.Path, socket.Address, socket.Port))];
    }

    private void Find(in ProcessIdentity identity, List<ProgramSocketSettings> missing)
    {
        foreach (var socket in missing)
            _missed.Add(socket.Place);
        var owner = identity;
        var errno = foreign.Copy(owner, copy => TryTake(copy, owner, missing));
        // One that has ended meanwhile has none.
        if (errno is not (0 or Errno.ESRCH))
            Complain(owner, errno);
    }

    /// <returns>False when nothing is missing any more.</returns>
    private bool TryTake(Descriptor copy, in ProcessIdentity identity, List<ProgramSocketSettings> missing)
    {
        if (ListeningSocket.Adopt(copy) is not { } socket)
            return true;
        var place = missing.FindIndex(wanted => IsAt(wanted, socket));
        if (place < 0)
        {
            socket.GiveUp();
            return true;
        }
        kept.Inherit(socket);
        log.Write(DaemonLogLevel.Info, $"socket {missing[place].Url} is taken from pid {identity.ProcessId}, which has it open");
        missing.RemoveAt(place);
        return missing.Count > 0;
    }

    private static bool IsAt(ProgramSocketSettings wanted, ListeningSocket socket) =>
        wanted.Path is { } path
            ? string.Equals(path, socket.Path, StringComparison.Ordinal)
            : wanted.Port == socket.Port && wanted.Address!.Equals(socket.Address);

    /// <summary>Once: what forbids it for one program forbids it for most.</summary>
    private void Complain(in ProcessIdentity identity, int errno)
    {
        if (_hasComplained)
            return;
        _hasComplained = true;
        log.Write(DaemonLogLevel.Warn, $"sockets cannot be taken from pid {identity.ProcessId}: {Errno.Describe(errno)}");
    }
}
