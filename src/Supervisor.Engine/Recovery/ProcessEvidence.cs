using Supervisor.Engine.Journal;
using Supervisor.Engine.Keeping;
using Supervisor.Engine.States;
using Supervisor.Engine.Time;
using Supervisor.Posix;
using Supervisor.Protocol.Keeping;

namespace Supervisor.Engine.Recovery;

/// <summary>Judges by what the kernel and the keeper say.</summary>
public sealed class ProcessEvidence(IChildWitness witness, MonotonicClock clock) : IChildEvidence
{
    /// <summary>A start time is in hundredths of a second, and is looked at a little later than the moment that was noted.</summary>
    private static readonly TimeSpan Earliest = TimeSpan.FromMilliseconds(50);

    /// <summary>Between the wish for a child and its being there, where the child could not note when it was.</summary>
    private static readonly TimeSpan Latest = TimeSpan.FromSeconds(30);

    /// <param name="keeper">Null when there is none.</param>
    public ProcessEvidence(KeeperLink? keeper, MonotonicClock clock)
        : this(new LinuxChildWitness(keeper, PidfdFeatures.All), clock) { }

    public ChildEvidence Find(SlotRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var processId = ProcessIdOf(record);
        if (processId == 0)
            return new ChildEvidence(ChildWhereabouts.NeverMade);
        return record.Has(SlotMarks.DeathNoted) ? FindDead(record, processId) : Find(record, processId);
    }

    public ProcessIdentity? FindLiving(SlotRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var processId = ProcessIdOf(record);
        return
            processId != 0
            && !record.Has(SlotMarks.DeathNoted)
            && witness.Find(processId) is { HasEnded: false } found
            && IsTheSame(record, found.Identity)
            ? found.Identity
            : null;
    }

    private static int ProcessIdOf(SlotRecord record) =>
        record.Status.Child switch
        {
            ChildPresence.Alive => record.Status.ProcessId,
            ChildPresence.Spawning => record.PublishedId,
            _ => 0,
        };

    /// <summary>Its pid may have been given back, and be another's by now, unless a zombie has it still.</summary>
    private ChildEvidence FindDead(SlotRecord record, int processId)
    {
        var identity = witness.Find(processId)?.Identity ?? new ProcessIdentity(processId, 0);
        var isReaped = record.Has(SlotMarks.Reaped) || IsKnownOther(record, identity);
        if (!isReaped && witness.LookAtOwn(processId) == ChildCondition.Ended)
            return new ChildEvidence(ChildWhereabouts.Ours, identity);
        if (!isReaped && witness.AskKeeper(processId) == KeeperChildCondition.Ended)
            return new ChildEvidence(ChildWhereabouts.WithKeeper, identity);
        return new ChildEvidence(ChildWhereabouts.Gone, identity, record.LastExit);
    }

    private ChildEvidence Find(SlotRecord record, int processId)
    {
        var stat = witness.Find(processId);
        var identity = stat?.Identity ?? new ProcessIdentity(processId, 0);
        var isHalfMade = record.Status.Child == ChildPresence.Spawning && stat is { HasNeverExecuted: true };
        // One that somebody else has reaped may have left its pid to a child of ours.
        var isOther = IsKnownOther(record, identity);
        if (!isOther && witness.LookAtOwn(processId) != ChildCondition.None)
            return new ChildEvidence(ChildWhereabouts.Ours, identity, IsHalfMade: isHalfMade);
        if (!isOther && witness.AskKeeper(processId) is KeeperChildCondition.Alive or KeeperChildCondition.Ended)
            return new ChildEvidence(ChildWhereabouts.WithKeeper, identity, IsHalfMade: isHalfMade);
        return IsTheSame(record, identity) && witness.Find(processId) is { HasEnded: false }
            ? new ChildEvidence(ChildWhereabouts.Elsewhere, identity, IsHalfMade: isHalfMade)
            : new ChildEvidence(ChildWhereabouts.Gone, identity, HowItEnded(record, identity));
    }

    private static bool IsKnownOther(SlotRecord record, in ProcessIdentity identity) =>
        identity.StartTime != 0
        && (
            record.ChildStartTime != 0
                ? record.ChildStartTime != identity.StartTime
                : IsNoted(record, identity) && identity.StartTime > record.PublishedAt
        );

    /// <summary>The child has left a time beside its pid.</summary>
    private static bool IsNoted(SlotRecord record, in ProcessIdentity identity) =>
        record.PublishedAt != 0 && record.PublishedId == identity.ProcessId;

    /// <summary>
    /// By its start time; where that was not noted yet, by the moment that the child has left: its pid was its own then, so whoever else has
    /// it was started later. Without either, by the moment when the start was decided.
    /// </summary>
    private bool IsTheSame(SlotRecord record, in ProcessIdentity identity)
    {
        if (identity.StartTime == 0)
            return false;
        if (record.ChildStartTime != 0)
            return record.ChildStartTime == identity.StartTime;
        if (IsNoted(record, identity))
            return identity.StartTime <= record.PublishedAt;
        var age = witness.Uptime - TimeSpan.FromSeconds((double)identity.StartTime / ProcessIdentity.TicksPerSecond);
        var expected = clock.Now - record.Status.StartedAt;
        return age < expected + Earliest + Latest && age > expected - Latest;
    }

    private ChildExit HowItEnded(SlotRecord record, in ProcessIdentity identity)
    {
        var processId = identity.ProcessId;
        if (witness.ExitByHandle(record, processId) is { } exit)
            return exit;
        if (
            witness.Find(processId) is { HasEnded: true } stat
            && IsTheSame(record, stat.Identity)
            && (stat.WaitStatus != 0 || witness.MayReadStatus)
        )
            return ChildExit.OfWaitStatus(processId, stat.WaitStatus);
        return ChildExit.Unknown(processId);
    }
}
