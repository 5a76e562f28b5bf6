using System.Globalization;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Journal;
using Supervisor.Engine.Keeping;
using Supervisor.Engine.Kernel;
using Supervisor.Engine.Reload;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Sockets;
using Supervisor.Engine.States;
using Supervisor.Posix;

namespace Supervisor.Engine.Recovery;

/// <summary>Goes on where another master stopped: adopts what lives, tells of what has ended, does again what may not have been done.</summary>
internal sealed class RecoverySequence(
    IKernel kernel,
    ReloadSequence reload,
    SlotDriver driver,
    ChildHarvest harvest,
    ProgramSockets sockets,
    AdoptionParts adoption,
    ISlotJournal journal,
    IDaemonLog log
)
{
    private readonly List<AdoptedProcess> _withKeeper = [];

    /// <summary>Told of each slot whose child lives, before anything follows for any.</summary>
    public Action<ProcessSlot>? Adopted { get; set; }

    /// <summary>Told when all that lives is known, before anything follows for any: what had happened before comes first.</summary>
    public Action? Begins { get; set; }

    /// <summary>Told when every slot is what it was, likewise: who waits for it sees what follows.</summary>
    public Action? Restored { get; set; }

    /// <summary>Told when everything is where it was.</summary>
    public Action? Done { get; set; }

    /// <summary>Brings everything to where it was.</summary>
    /// <param name="held">What the keeper has handed back.</param>
    public void Recover(RecoveredConfiguration recovered, IChildEvidence evidence, HeldDescriptors held)
    {
        var found = recovered.Slots.Select(slot => evidence.Find(slot.Record)).ToArray();
        var place = 0;
        var pipes = new InheritedPipes(held);
        var slots = reload.Restore(recovered, slot => pipes.Of(slot.Record, found[place++]));
        var decisions = new SlotRecovery[slots.Count];
        for (var index = 0; index < slots.Count; index++)
            decisions[index] = Resume(slots[index], recovered.Slots[index].Record, found[index]);
        for (var index = 0; index < slots.Count; index++)
        {
            if (decisions[index] is { Exit: null, NeverCame: false, Status.Child: ChildPresence.Alive })
                Adopted?.Invoke(slots[index]);
        }
        Restored?.Invoke();
        Begins?.Invoke();
        // Only now: what follows for one may concern others.
        for (var index = 0; index < slots.Count; index++)
            GoOn(slots[index], recovered.Slots[index].Record, found[index], decisions[index]);
        reload.SettleIdle();
        foreach (var record in recovered.Lost)
            TellLost(record, evidence.Find(record));
        Done?.Invoke();
    }

    /// <summary>The keeper is gone: whoever inherits its children reaps them without asking.</summary>
    public void KeeperLost()
    {
        foreach (var process in _withKeeper)
            process.Watch();
        _withKeeper.Clear();
    }

    /// <summary>The slot is what it was, and nothing follows from that yet.</summary>
    private SlotRecovery Resume(ProcessSlot slot, SlotRecord record, in ChildEvidence evidence)
    {
        var isForking = slot.Settings.Forking is not null && driver.Forking is not null;
        var decision = SlotRecovery.Decide(record, evidence, slot.Policy, isForking);
        // Noted at once: this process can die over its recovery as well.
        slot.NotedDeath = decision.Exit ?? (record.Has(SlotMarks.DeathNoted) ? record.LastExit : null);
        if (decision.IsAdopted)
            slot.ChildStartTime = evidence.Identity.StartTime;
        slot.IsReaped = decision is { Exit: not null, EndsGroup: false, IsLaunching: false };
        // The answer that would have said so may never have come.
        slot.WasEverStarted |= decision is { IsLaunching: true } or { Exit: null, Status.Child: ChildPresence.Alive };
        if (decision.IsLaunching)
            driver.Forking!.Restore(slot, decision.Exit is null ? evidence.Identity.ProcessId : 0, FormerLauncher(record));
        if (decision.IsHalfMade)
            driver.HalfMade!.Restore(slot, evidence.Identity);
        driver.Resume(slot, decision.Status, hasChild: decision.Exit is null);
        sockets.Resume(slot);
        return decision.IsAdopted && !TryAdopt(slot, evidence)
            ? decision with
            {
                Exit = ChildExit.Unknown(decision.Status.ProcessId),
            }
            : decision;
    }

    private void GoOn(ProcessSlot slot, SlotRecord record, in ChildEvidence evidence, in SlotRecovery decision)
    {
        if (decision.IsLaunching)
        {
            GoOnLaunching(slot, evidence, decision);
            return;
        }
        if (decision is { IsHalfMade: true, Exit: null })
        {
            log.Write(
                DaemonLogLevel.Info,
                $"{slot.Settings.DisplayName}: its start goes on with pid {evidence.Identity.ProcessId}, which has not executed its command yet"
            );
            driver.CarryAgain(slot, decision.Again);
            return;
        }
        Tell(slot, record, evidence, decision.Exit);
        if (decision is { Exit: not null, EndsGroup: true })
            KillGroup(record.LastExit.ProcessId);
        if (decision.Exit is { } end)
            harvest.TakeReaped(slot, end);
        else if (decision.NeverCame)
            driver.Apply(slot, ProcessInput.SpawnFailed("it had not begun"));
        else if (decision.EndsGroup && driver.HoldTree(slot) is { } remains)
            slot.Remains = remains;
        else if (decision.EndsGroup)
        {
            KillGroup(record.LastExit.ProcessId);
            driver.Apply(slot, ProcessInput.GroupEmptied);
        }
        else
            driver.CarryAgain(slot, decision.Again);
    }

    private static int FormerLauncher(SlotRecord record) =>
        record.PublishedId != 0 ? record.PublishedId
        : record.Has(SlotMarks.Launched) ? record.LastExit.ProcessId
        : 0;

    private void GoOnLaunching(ProcessSlot slot, in ChildEvidence evidence, in SlotRecovery decision)
    {
        log.Write(DaemonLogLevel.Info, $"{slot.Settings.DisplayName}: its start goes on, its main process is still to be found");
        if (decision.Exit is { } exit)
            driver.Forking!.LauncherEnded(slot, exit with { ProcessId = evidence.Identity.ProcessId });
        else
            driver.CarryAgain(slot, decision.Again);
    }

    private bool TryAdopt(ProcessSlot slot, in ChildEvidence evidence)
    {
        if (kernel.HoldProcess(evidence.Identity) is not { } process)
            return false;
        var isWithKeeper = evidence.Whereabouts == ChildWhereabouts.WithKeeper;
        slot.Adopted = new AdoptedProcess(slot, process, adoption);
        if (isWithKeeper)
            _withKeeper.Add(slot.Adopted);
        else
            slot.Adopted.Watch();
        return true;
    }

    /// <summary>The number of a group is not used for a pid as long as it has members (kernel/pid.c), so without such a process it is the old one.</summary>
    private void KillGroup(int leader)
    {
        if (leader > 1 && kernel.Identify(leader) is null)
            kernel.Signal(leader, SignalNumber.Kill, toGroup: true);
    }

    private void Tell(ProcessSlot slot, SlotRecord record, in ChildEvidence evidence, in ChildExit? exit)
    {
        if (record.Status.Child is ChildPresence.None or ChildPresence.GroupOnly)
            return;
        var pid = slot.KnownProcessId.ToString(CultureInfo.InvariantCulture);
        if (exit is { } end)
            log.Write(
                DaemonLogLevel.Info,
                $"{slot.Settings.DisplayName}: pid {pid} {ExitText.Sentence(end)} while there was no supervisord"
            );
        else if (evidence.Whereabouts != ChildWhereabouts.NeverMade)
            log.Write(DaemonLogLevel.Info, $"{slot.Settings.DisplayName}: taken over with pid {pid}");
    }

    private void TellLost(SlotRecord record, in ChildEvidence evidence)
    {
        if (evidence.Whereabouts is ChildWhereabouts.Gone or ChildWhereabouts.NeverMade)
        {
            journal.Discard(record);
            return;
        }
        log.Write(
            DaemonLogLevel.Critical,
            $"pid {evidence.Identity.ProcessId} is of a program whose settings are lost and which is not configured any more: it is left alone"
        );
    }
}
