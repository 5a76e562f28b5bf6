using System.Collections.Immutable;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Journal;
using Supervisor.Engine.Messaging;
using Supervisor.Engine.Recovery;
using Supervisor.Engine.States;
using Supervisor.Posix;

namespace Supervisor.Engine.Descendants;

/// <summary>
/// Judges by the marks that a journal has noted. The files of a process that hangs in the kernel can hang their reader, so they are read on a
/// thread of their own, which is not waited for without end.
/// </summary>
public sealed class AbandonedProcesses : IAbandonedProcesses
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly ILookup<RecoveredSlot, ProcessIdentity> None = Array
        .Empty<RecoveredSlot>()
        .ToLookup(slot => slot, _ => default(ProcessIdentity));

    private readonly IChildEvidence _evidence;
    private readonly ProgramControlGroups _groups;
    private readonly DaemonTraits _daemon;
    private readonly uint _userId;
    private readonly Func<IReadOnlyList<ProcessStat>> _table;
    private readonly IProcessDetails _details;
    private readonly IDaemonLog _log;

    /// <param name="groups">Whose names the programs' control groups have.</param>
    /// <param name="mark">Of this instance; see <see cref="InstanceMark"/>.</param>
    /// <param name="roots">The daemon's own processes, this one first.</param>
    public AbandonedProcesses(
        IChildEvidence evidence,
        ProgramControlGroups groups,
        string mark,
        IReadOnlyList<int> roots,
        uint userId,
        IDaemonLog log
    )
        : this(
            evidence,
            groups,
            new DaemonTraits(roots[0], [.. roots], [], mark),
            userId,
            ProcessTable.Read,
            new LinuxProcessDetails(),
            log
        ) { }

    internal AbandonedProcesses(
        IChildEvidence evidence,
        ProgramControlGroups groups,
        DaemonTraits daemon,
        uint userId,
        Func<IReadOnlyList<ProcessStat>> table,
        IProcessDetails details,
        IDaemonLog log
    )
    {
        (_evidence, _groups, _daemon, _userId) = (evidence, groups, daemon, userId);
        (_table, _details, _log) = (table, details, log);
    }

    public ILookup<RecoveredSlot, ProcessIdentity> Find(IReadOnlyCollection<RecoveredSlot> all, IReadOnlyCollection<RecoveredSlot> wanted)
    {
        ILookup<RecoveredSlot, ProcessIdentity>? found = null;
        string? failure = null;
        var mains = all.Select(slot => _evidence.FindLiving(slot.Record)?.ProcessId ?? 0).ToArray();
        var search = WorkerThread.TryStart(
            () => Volatile.Write(ref found, Search([.. all], mains, wanted, reason => Volatile.Write(ref failure, reason))),
            "abandoned-processes"
        );
        search?.Join(Patience);
        if (Volatile.Read(ref found) is { } processes)
            return processes;
        var reason = Volatile.Read(ref failure) ?? "/proc does not answer";
        _log.Write(DaemonLogLevel.Warn, $"it cannot be seen which processes programs have beside their main ones: {reason}");
        return None;
    }

    /// <returns>Null when they cannot be seen, which is told.</returns>
    private ILookup<RecoveredSlot, ProcessIdentity>? Search(
        ImmutableArray<RecoveredSlot> all,
        int[] mains,
        IReadOnlyCollection<RecoveredSlot> wanted,
        Action<string> failed
    )
    {
        var owners = new HashSet<object>(wanted, ReferenceEqualityComparer.Instance);
        try
        {
            var table = _table();
            var byId = table.ToDictionary(stat => stat.ProcessId);
            var programs = all.Select((slot, place) => TraitsOf(slot, mains[place], byId)).ToArray();
            return MembershipJudge
                .Judge(table, _daemon, programs, _details)
                .Where(member => member.Source != MembershipSource.MainProcess && owners.Contains(member.Program.Owner))
                .OrderBy(member => member.Process.StartTime)
                .ThenBy(member => member.Process.ProcessId)
                .ToLookup<Membership, RecoveredSlot, ProcessIdentity>(
                    member => (RecoveredSlot)member.Program.Owner,
                    member => member.Process.Identity,
                    ReferenceEqualityComparer.Instance
                );
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            failed(failure.Message);
            return null;
        }
    }

    private ProgramTraits TraitsOf(RecoveredSlot slot, int main, Dictionary<int, ProcessStat> table)
    {
        var (record, settings) = slot;
        return new ProgramTraits(slot, settings.GroupName, settings.Name)
        {
            MainProcessId = main,
            UserId = settings.User?.UserId ?? _userId,
            ControlGroup = _groups.Of(settings),
            ReadPipe = record.StdinInode,
            WrittenPipes = [.. new[] { record.StdoutInode, record.StderrInode }.Where(inode => inode != 0)],
            Runs = RunOf(record, main, table) is { } run ? [run] : [],
        };
    }

    /// <summary>
    /// The last run, which may be over without anybody's knowing since when. As long as its group has members nobody else gets its number
    /// (pid_namespaces(7), setsid(2)): whoever has that as pid with another start time says that the group was empty.
    /// </summary>
    private static PastRun? RunOf(SlotRecord record, int main, Dictionary<int, ProcessStat> table)
    {
        var processId = record.Status.Child switch
        {
            ChildPresence.Alive => record.Status.ProcessId,
            ChildPresence.Spawning when record.Has(SlotMarks.Launched) => record.LastExit.ProcessId,
            ChildPresence.Spawning => record.PublishedId,
            ChildPresence.GroupOnly => record.LastExit.ProcessId,
            _ => 0,
        };
        if (processId == 0)
            return null;
        var isFreeOrOurs =
            processId == main
            || !table.TryGetValue(processId, out var present)
            || (record.ChildStartTime != 0 && present.StartTime == record.ChildStartTime);
        return isFreeOrOurs ? new PastRun(processId, record.ChildStartTime, ulong.MaxValue) : null;
    }
}
