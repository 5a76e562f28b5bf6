using Supervisor.Engine.Journal;
using Supervisor.Engine.States;

namespace Supervisor.Engine.Recovery;

/// <summary>How one slot goes on: decided from its record and what has become of its child, without touching anything.</summary>
/// <param name="Status">What the slot is from now on.</param>
/// <param name="Again">What was decided before and may not have been done; doing it twice does no harm.</param>
/// <param name="Exit">Its child has ended meanwhile, in this way.</param>
/// <param name="IsAdopted">Its child lives, or waits to be reaped, and is not ours.</param>
/// <param name="NeverCame">It was being stopped before there was a child, and there is none: it has stopped.</param>
/// <param name="IsLaunching">It forks itself, and the start that was under way goes on.</param>
/// <param name="EndsGroup">What outlived its child is ended now, because nobody can hold it any more.</param>
/// <param name="IsHalfMade">Its child has not executed its command yet, and the start goes on.</param>
public readonly record struct SlotRecovery(
    ProcessStatus Status,
    ProcessAction Again = ProcessAction.None,
    Posix.ChildExit? Exit = null,
    bool IsAdopted = false,
    bool NeverCame = false,
    bool EndsGroup = false,
    bool IsLaunching = false,
    bool IsHalfMade = false
)
{
    /// <param name="isForking">The program forks itself, and its main process can be looked for.</param>
    public static SlotRecovery Decide(SlotRecord record, in ChildEvidence evidence, in ProcessPolicy policy, bool isForking = false)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Status.Child switch
        {
            ChildPresence.None => new SlotRecovery(record.Status),
            ChildPresence.GroupOnly => new SlotRecovery(record.Status, EndsGroup: true),
            ChildPresence.Spawning
                when isForking && (record.Has(SlotMarks.Launched) || evidence.Whereabouts != ChildWhereabouts.NeverMade) => Launched(
                record,
                evidence
            ),
            ChildPresence.Spawning when evidence.Whereabouts == ChildWhereabouts.NeverMade => WithoutChild(record.Status),
            ChildPresence.Spawning when evidence.IsHalfMade => new SlotRecovery(
                record.Status,
                OwedTo(record),
                IsAdopted: evidence.Whereabouts != ChildWhereabouts.Ours,
                IsHalfMade: true
            ),
            ChildPresence.Spawning => WithChild(record, Made(record.Status, evidence, policy), evidence, policy),
            _ => WithChild(record, record.Status, evidence, policy),
        };
    }

    /// <summary>What the journal speaks of is the launching process; to the state machine the whole start is one spawn.</summary>
    private static SlotRecovery Launched(SlotRecord record, in ChildEvidence evidence)
    {
        var isThere = evidence.Whereabouts is ChildWhereabouts.Ours or ChildWhereabouts.WithKeeper or ChildWhereabouts.Elsewhere;
        return new SlotRecovery(
            record.Status,
            isThere ? OwedTo(record) : ProcessAction.None,
            Exit: isThere ? null : evidence.Exit,
            IsAdopted: isThere && evidence.Whereabouts != ChildWhereabouts.Ours,
            IsLaunching: true
        );
    }

    private static ProcessAction OwedTo(SlotRecord record) =>
        record.Owed != ProcessAction.None ? record.Owed
        : record.Status.State == ProcessState.Stopping ? ProcessAction.SendStopSignal
        : ProcessAction.None;

    /// <summary>The spawner's answer never came, and nor did the child.</summary>
    private static SlotRecovery WithoutChild(in ProcessStatus status) =>
        status.State == ProcessState.Starting ? new SlotRecovery(status, ProcessAction.Spawn) : new SlotRecovery(status, NeverCame: true);

    /// <summary>The spawner's answer never came, but the child did.</summary>
    private static ProcessStatus Made(in ProcessStatus status, in ChildEvidence evidence, in ProcessPolicy policy)
    {
        var made = status with { Child = ChildPresence.Alive, ProcessId = evidence.Identity.ProcessId };
        return status.State == ProcessState.Starting ? made with { Deadline = status.StartedAt + policy.Retry.StartDuration } : made;
    }

    private static SlotRecovery WithChild(SlotRecord record, in ProcessStatus status, in ChildEvidence evidence, in ProcessPolicy policy)
    {
        if (evidence.Whereabouts is ChildWhereabouts.Gone or ChildWhereabouts.NeverMade)
            return new SlotRecovery(
                status,
                Exit: evidence.Exit with
                {
                    ProcessId = status.ProcessId,
                },
                EndsGroup: LeavesGroup(record, policy)
            );
        return new SlotRecovery(status, OwedTo(record), IsAdopted: evidence.Whereabouts != ChildWhereabouts.Ours);
    }

    /// <summary>It was reaped in a stop of its group, and the one who held the group died before that was noted.</summary>
    private static bool LeavesGroup(SlotRecord record, in ProcessPolicy policy) =>
        record.Status.State == ProcessState.Stopping
        && policy.Stop.KillAsGroup
        && record.Has(SlotMarks.DeathNoted)
        && !record.Has(SlotMarks.Reaped);
}
