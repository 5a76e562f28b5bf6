using Supervisor.Configuration.Settings;
using Supervisor.Engine.Gateway;
using Supervisor.Engine.Journal;
using Supervisor.Engine.Keeping;
using Supervisor.Engine.Kernel;
using Supervisor.Engine.Spawning;
using Supervisor.Engine.States;
using Supervisor.Posix;

namespace Supervisor.Engine.Slots;

/// <summary>
/// Reaps. Every ended child is looked at first and reaped then, so that as long as its death is being dealt with neither its pid nor its
/// group's number can be anybody else's.
/// </summary>
public sealed class ChildHarvest(
    IKernel kernel,
    Roster roster,
    SlotDriver driver,
    SpawnWatch spawns,
    ISlotJournal journal,
    IKeeper keeper,
    IDaemonLog log
)
{
    /// <summary>Slots whose process group outlived its leader.</summary>
    private readonly List<ProcessSlot> _lingering = [];

    private readonly Action<int> _reap = kernel.Reap;

    /// <summary>Those who have children that are no programs.</summary>
    internal List<IForeignChildren> Foreign { get; } = [];

    /// <summary>Reaps all that have ended.</summary>
    public void Collect()
    {
        while (kernel.TryPeekExit(out var exit))
        {
            // An adopted process is no child of ours: its pid was given back, and its end is on its way.
            if (roster.FindByProcessId(exit.ProcessId) is { Adopted: null } slot)
                Take(slot, exit, _reap);
            else
                TakeUnknown(exit);
        }
    }

    /// <summary>A child of the keeper has ended, which waits until it may reap it.</summary>
    public void TakeFromKeeper(in ChildExit exit)
    {
        // One that others have reaped, and whose end is on its way, may have left its pid to a child of the keeper.
        if (roster.FindByProcessId(exit.ProcessId) is { Adopted.IsGone: false } slot)
        {
            Take(slot, exit, keeper.Reap);
            return;
        }
        keeper.Reap(exit.ProcessId);
        TellForeign(exit);
    }

    /// <summary>An adopted process has ended that somebody else reaps: nothing that it left behind can be reached by its number.</summary>
    public void TakeReaped(ProcessSlot slot, ChildExit exit)
    {
        ArgumentNullException.ThrowIfNull(slot);
        if (slot.Launch is not null)
        {
            driver.Forking!.LauncherEnded(slot, exit);
            return;
        }
        if (HasFailedToStart(slot, exit))
        {
            driver.HalfMade!.Failed(slot, exit);
            return;
        }
        if (slot.Status.State == ProcessState.Stopping)
            slot.Remains = driver.HoldTree(slot);
        driver.Ended(slot, exit, slot.Remains is not null);
    }

    private void Take(ProcessSlot slot, in ChildExit exit, Action<int> reap)
    {
        if (slot.Launch is not null)
        {
            driver.Remnants?.NoteEnd(slot, exit.ProcessId);
            reap(exit.ProcessId);
            driver.Forking!.LauncherEnded(slot, exit);
            return;
        }
        var hasFailed = HasFailedToStart(slot, exit);
        // Before the pid can be anybody else's: the next master would take that for this one.
        slot.NotedDeath = exit;
        journal.Note(slot);
        if (hasFailed)
        {
            reap(exit.ProcessId);
            driver.HalfMade!.Failed(slot, exit);
            return;
        }
        driver.Remnants?.NoteEnd(slot, exit.ProcessId);
        var remains = slot.Status.State == ProcessState.Stopping ? HoldRest(slot, exit.ProcessId) : null;
        reap(exit.ProcessId);
        if (remains is { HasMembers: false })
        {
            remains.Dispose();
            remains = null;
        }
        slot.Remains = remains;
        if (remains is IProcessGroupHold)
            _lingering.Add(slot);
        driver.Ended(slot, exit, remains is not null);
    }

    /// <summary>It has ended in its start; one that has not was a program before its end, and is treated as that.</summary>
    private bool HasFailedToStart(ProcessSlot slot, in ChildExit exit)
    {
        if (slot.HalfMade is null)
            return false;
        if (driver.HalfMade!.IsFailedStart(slot, exit))
            return true;
        driver.HalfMade.NoteExecuted(slot);
        return false;
    }

    private IRemains? HoldRest(ProcessSlot slot, int processId)
    {
        if (!slot.Policy.Stop.KillAsGroup)
            return null;
        return slot.Policy.Stop.EndsTree && driver.Remnants is not null ? driver.HoldTree(slot) : HoldGroup(slot, processId);
    }

    /// <summary>
    /// Where a group cannot be held beyond its leader (before Linux 6.9), its rest is killed while its number is certain; likewise where the
    /// keeper reaps the leader, since nobody would tell when it has.
    /// </summary>
    private IProcessGroupHold? HoldGroup(ProcessSlot slot, int leader)
    {
        var hold = slot.Adopted is null ? kernel.HoldGroup(leader) : null;
        if (hold is null)
            kernel.Signal(leader, SignalNumber.Kill, toGroup: true);
        return hold;
    }

    /// <summary>A child whose spawner has not answered yet, or an orphan that fell to us as its subreaper or as pid 1.</summary>
    private void TakeUnknown(in ChildExit exit)
    {
        if (spawns.FindByPublishedId(exit.ProcessId) is { } early)
        {
            // Its stop was asked for while it started; whatever it left behind cannot be reached once its number is given back.
            if (early.Status.State == ProcessState.Stopping && early.Policy.Stop.KillAsGroup)
                kernel.Signal(exit.ProcessId, SignalNumber.Kill, toGroup: true);
            driver.Remnants?.NoteEnd(early, exit.ProcessId);
            early.EarlyExit = exit;
            early.NotedDeath = exit;
            early.IsReaped = true;
            journal.Note(early);
            kernel.Reap(exit.ProcessId);
            return;
        }
        kernel.Reap(exit.ProcessId);
        TellForeign(exit);
    }

    private void TellForeign(in ChildExit exit)
    {
        foreach (var foreign in Foreign)
        {
            if (foreign.Take(exit))
                return;
        }
        TellUnknown(exit);
    }

    private void TellUnknown(in ChildExit exit)
    {
        if (log.IsEnabled(DaemonLogLevel.Debug))
            log.Write(DaemonLogLevel.Debug, $"reaped unknown pid {exit.ProcessId} ({ExitText.Cause(exit)})");
        LookAtLingeringGroups();
    }

    private void LookAtLingeringGroups()
    {
        for (var index = _lingering.Count - 1; index >= 0; index--)
        {
            var slot = _lingering[index];
            if (slot.Remains is { HasMembers: true })
                continue;
            _lingering.RemoveAt(index);
            if (slot.Remains is IProcessGroupHold)
                driver.Apply(slot, ProcessInput.GroupEmptied);
        }
    }
}
