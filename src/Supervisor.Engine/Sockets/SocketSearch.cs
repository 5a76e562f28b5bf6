using Supervisor.Configuration.Settings;
using Supervisor.Engine.Descendants;
using Supervisor.Engine.Journal;
using Supervisor.Engine.Keeping;
using Supervisor.Engine.Recovery;
using Supervisor.Engine.States;
using Supervisor.Posix;

namespace Supervisor.Engine.Sockets;

/// <summary>
/// Where keeper and master are both gone, the sockets of programs are left to those programs that live: they are taken from them, so that
/// who connects is served on, and the next process of a program accepts from the same socket. The main process is asked first; it may have
/// ended, or have closed its copy, while others of the program have it still.
/// </summary>
public sealed class SocketSearch(
    KeptListeners kept,
    IChildEvidence evidence,
    IAbandonedProcesses abandoned,
    IForeignSockets foreign,
    IDaemonLog log
)
{
    /// <summary>Of one program; the oldest have what its main process has made them with.</summary>
    private const int MostProcesses = 100;

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
        FindWithOthers(slots);
        foreach (var socket in slots.SelectMany(Missing).DistinctBy(socket => socket.Place, StringComparer.Ordinal))
        {
            if (_missed.Contains(socket.Place))
                log.Write(DaemonLogLevel.Warn, $"no program that lives has {socket.Url} open to be taken: it is made anew");
        }
    }

    private void FindWithOthers(IReadOnlyCollection<RecoveredSlot> slots)
    {
        RecoveredSlot[] lacking = [.. slots.Where(slot => Missing(slot).Count > 0)];
        if (lacking.Length == 0)
            return;
        var processes = abandoned.Find(slots, lacking);
        foreach (var slot in lacking)
        {
            foreach (var identity in processes[slot].Take(MostProcesses))
            {
                // Another program that shares it may have given it by now.
                if (Missing(slot) is not { Count: > 0 } missing)
                    break;
                Find(identity, missing);
            }
        }
    }

    /// <summary>What it had when keeper and master died and has not been handed back.</summary>
    private List<ProgramSocketSettings> Missing(RecoveredSlot slot)
    {
        if (SlotSockets.For(slot.Settings) is not { } sockets || !HadSockets(slot.Record))
            return [];
        // A FastCGI socket is there only while its program is.
        var first = sockets.HasFastCgi && IsAtRest(slot.Record.Status) ? 1 : 0;
        return [.. sockets.Wanted.Skip(first).Where(socket => !kept.Has(socket.Path, socket.Address, socket.Port))];
    }

    private static bool HadSockets(SlotRecord record) => record.Has(SlotMarks.EverStarted) || record.Status.Child != ChildPresence.None;

    private static bool IsAtRest(in ProcessStatus status) =>
        status.Child == ChildPresence.None && status.State.IsStopped() && status.Deadline is null;

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
