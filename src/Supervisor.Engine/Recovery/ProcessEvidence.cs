using Supervisor.Engine.Journal;
using Supervisor.Engine.Keeping;
using Supervisor.Engine.States;
using Supervisor.Engine.Time;
using Supervisor.Posix;
using Supervisor.Protocol.Keeping;

namespace Supervisor.Engine.Recovery;

/// <summary>Asks the kernel and the keeper.</summary>
/// <param name="keeper">Null when there is none.</param>
public sealed class ProcessEvidence(KeeperLink? keeper, MonotonicClock clock) : IChildEvidence
{
    /// <summary>A start time is in hundredths of a second, and is looked at a little later than the moment that was noted.</summary>
    private static readonly TimeSpan Earliest = TimeSpan.FromMilliseconds(50);

    /// <summary>Between the wish for a child and its being there; spawners that hang take longer, and are waited for.</summary>
    private static readonly TimeSpan Latest = TimeSpan.FromSeconds(30);

    public ChildEvidence Find(SlotRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var processId = record.Status.Child switch
        {
            ChildPresence.Alive => record.Status.ProcessId,
            ChildPresence.Spawning => record.PublishedId,
            _ => 0,
        };
        if (processId == 0)
            return new ChildEvidence(ChildWhereabouts.NeverMade);
        var identity = ProcessIdentity.Of(processId) ?? new ProcessIdentity(processId, 0);
        if (Reaper.Look(processId, out _) != ChildCondition.None)
            return new ChildEvidence(ChildWhereabouts.Ours, identity);
        if (keeper?.Ask(processId, out _) is KeeperChildCondition.Alive or KeeperChildCondition.Ended)
            return new ChildEvidence(ChildWhereabouts.WithKeeper, identity);
        return IsTheSame(record, identity) && !HasEnded(processId)
            ? new ChildEvidence(ChildWhereabouts.Elsewhere, identity)
            : new ChildEvidence(ChildWhereabouts.Gone, identity, HowItEnded(record, identity));
    }

    /// <summary>By its start time; where that was not noted yet, by the moment when the child was made.</summary>
    private bool IsTheSame(SlotRecord record, in ProcessIdentity identity)
    {
        if (identity.StartTime == 0)
            return false;
        if (record.ChildStartTime != 0)
            return record.ChildStartTime == identity.StartTime;
        var age = SystemUptime.Now - TimeSpan.FromSeconds((double)identity.StartTime / ProcessIdentity.TicksPerSecond);
        var expected = clock.Now - record.Status.StartedAt;
        return age < expected + Earliest + Latest && age > expected - Latest;
    }

    private static bool HasEnded(int processId) => !ProcessStat.TryRead(processId, out var stat) || stat.HasEnded;

    private ChildExit HowItEnded(SlotRecord record, in ProcessIdentity identity)
    {
        if (record.Has(SlotMarks.DeathNoted))
            return record.LastExit;
        if (keeper?.Held.Take(KeeperKeys.Child(record.Index)) is { } descriptor)
        {
            using var handle = ProcessHandle.Of(new ProcessIdentity(identity.ProcessId, record.ChildStartTime), descriptor);
            if (handle.Exit is { } exit)
                return exit;
        }
        if (
            ProcessStat.TryRead(identity.ProcessId, out var stat)
            && stat.HasEnded
            && IsTheSame(record, stat.Identity)
            && (stat.WaitStatus != 0 || ThisProcess.IsRoot)
        )
            return ChildExit.OfWaitStatus(identity.ProcessId, stat.WaitStatus);
        return ChildExit.Unknown(identity.ProcessId);
    }
}
