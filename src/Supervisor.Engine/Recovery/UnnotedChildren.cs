using Supervisor.Engine.Descendants;
using Supervisor.Engine.Journal;
using Supervisor.Engine.States;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Engine.Recovery;

/// <summary>
/// Children that another executable has made which failed before it had taken everything over, and that it has noted where this one cannot
/// read: without them a program would run twice. They have fallen to the keeper, lead a process group as every child of a master does, and
/// say by the variables that they were given whose they are; and their users can be the program's, as in <see cref="MembershipJudge"/>.
/// </summary>
public sealed class UnnotedChildren
{
    private readonly IChildEvidence _evidence;
    private readonly IProcessDetails _details;
    private readonly string _mark;
    private readonly uint _userId;
    private readonly MonotonicTime _now;
    private readonly ulong _ticks;

    /// <param name="userId">Whom programs act for that have no user of their own.</param>
    /// <param name="ticks">Of the clock of start times, now.</param>
    internal UnnotedChildren(IChildEvidence evidence, IProcessDetails details, string mark, uint userId, MonotonicTime now, ulong ticks) =>
        (_evidence, _details, _mark, _userId, _now, _ticks) = (evidence, details, mark, userId, now, ticks);

    /// <param name="mark">See <see cref="InstanceMark"/>.</param>
    /// <param name="clock">The one that the journal's times are of.</param>
    public UnnotedChildren(IChildEvidence evidence, string mark, MonotonicClock clock)
        : this(evidence, new LinuxProcessDetails(), mark, ThisProcess.UserId, Now(clock), BootClock.Ticks) { }

    /// <summary>The same with each of them as the child of its slot, where that has no other that lives.</summary>
    /// <param name="table">All processes at this moment.</param>
    /// <param name="parents">The keeper and this process.</param>
    public RecoveredConfiguration TakeIn(RecoveredConfiguration found, IReadOnlyList<ProcessStat> table, IReadOnlyCollection<int> parents)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(parents);
        var free = table
            .Where(process => !process.HasEnded && process.GroupId == process.ProcessId && parents.Contains(process.ParentId))
            .Where(process => _details.VariableOf(process.ProcessId, InstanceMark.VariableName) == _mark)
            .OrderBy(process => process.StartTime)
            .ToArray();
        return free.Length == 0 ? found : found with { Slots = [.. found.Slots.Select(slot => Complete(slot, free))] };
    }

    private RecoveredSlot Complete(RecoveredSlot slot, IEnumerable<ProcessStat> free)
    {
        var record = slot.Record;
        if (_evidence.FindLiving(record) is not null)
            return slot;
        return free.Where(process => process.StartTime > record.ChildStartTime && IsOf(slot, process.ProcessId))
            .Select(process => slot with { Record = WithChild(record, process) })
            .FirstOrDefault(slot);
    }

    private bool IsOf(RecoveredSlot slot, int processId) =>
        _details.VariableOf(processId, "SUPERVISOR_PROCESS_NAME") == slot.Settings.Name
        && _details.VariableOf(processId, "SUPERVISOR_GROUP_NAME") == slot.Settings.GroupName
        && _details.UsersOf(processId) is { } users
        && (slot.Settings.User?.UserId ?? _userId) is var user
        && (user == 0 || users.Real == user);

    /// <summary>As if the answer of its spawn had never come.</summary>
    private SlotRecord WithChild(SlotRecord record, in ProcessStat process) =>
        record with
        {
            Status = record.Status with
            {
                State = ProcessState.Starting,
                Child = ChildPresence.Spawning,
                ProcessId = 0,
                StartedAt = _now + -AgeOf(process),
                Deadline = null,
            },
            Marks =
                (record.Marks | SlotMarks.EverStarted)
                & ~(SlotMarks.DeathNoted | SlotMarks.Reaped | SlotMarks.Launched | SlotMarks.HasDeadline | SlotMarks.StoppedByRequest),
            Intent = Slots.SlotIntent.None,
            Owed = ProcessAction.None,
            PublishedId = process.ProcessId,
            ChildStartTime = process.StartTime,
        };

    private TimeSpan AgeOf(in ProcessStat process) =>
        TimeSpan.FromSeconds((double)(_ticks - Math.Min(_ticks, process.StartTime)) / ProcessIdentity.TicksPerSecond);

    private static MonotonicTime Now(MonotonicClock clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return clock.Now;
    }
}
