using Supervisor.Configuration.Comparison;
using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Table;
using Supervisor.Engine.Choices;
using Supervisor.Engine.Journal;
using Supervisor.Engine.Recovery;
using Supervisor.Engine.Slots;
using Supervisor.Protocol.Replies;

namespace Supervisor.Engine.Reload;

/// <summary>Brings a configuration into force by difference: what did not change is not touched in any way.</summary>
public sealed class ReloadSequence(Roster roster, SlotDriver driver, SlotEquipment equipment, DisabledPrograms disabled, IDaemonLog log)
{
    /// <summary>Removed slots that are still being stopped; what was added waits for them, so that a renamed program finds its port free.</summary>
    private readonly HashSet<ProcessSlot> _leaving = [];
    private readonly List<ProcessSlot> _waiting = [];

    /// <summary>Told when the groups of the first configuration are there and nothing has been started yet.</summary>
    public Action? Began { get; set; }

    /// <summary>Puts every process of the first configuration into its slot and starts those with autostart.</summary>
    public void Begin(SupervisorSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        // All groups are there, and have been told of, before the first process of any.
        foreach (var group in settings.Groups)
            roster.AddGroup(group);
        Began?.Invoke();
        foreach (var group in settings.Groups)
        {
            var place = roster.FindGroup(group.Name)!;
            foreach (var process in group.Processes)
            {
                // Started at once, so that the spawners work while the next slots are made.
                var slot = AddSlot(place, process, disabled.Autostarts(process));
                if (slot.StartsLater)
                    driver.Start(slot);
            }
        }
    }

    /// <summary>Puts every process that there was before a new start of the daemon into its slot; none is started.</summary>
    /// <param name="inheritance">The pipes of each.</param>
    internal IReadOnlyList<ProcessSlot> Restore(RecoveredConfiguration recovered, Func<RecoveredSlot, SlotInheritance> inheritance)
    {
        foreach (var group in recovered.Settings.Groups)
            roster.RestoreGroup(group);
        // Groups that were being removed are in no configuration any more.
        foreach (
            var leaving in recovered.Slots.Select(slot => slot.Settings).Where(settings => roster.FindGroup(settings.GroupName) is null)
        )
            roster.RestoreGroup(new ProcessGroupSettings(leaving.GroupName, leaving.Priority, [], null, null)).IsLeaving = true;
        foreach (var slot in recovered.Slots)
            Restore(slot, inheritance(slot));
        foreach (var group in recovered.Settings.Groups)
            roster.FindGroup(group.Name)!.Order([.. group.Processes.Select(process => process.Name)]);
        return [.. recovered.Slots.Select(slot => roster.Find(slot.Settings.GroupName, slot.Settings.Name)!)];
    }

    private void Restore(RecoveredSlot recovered, SlotInheritance inheritance)
    {
        var (record, settings) = (recovered.Record, recovered.Settings);
        var slot = new ProcessSlot(settings, driver)
        {
            Status = record.Status,
            Intent = record.Intent,
            IsStoppedByRequest = record.Has(SlotMarks.StoppedByRequest),
            WasEverStarted = record.Has(SlotMarks.EverStarted),
            ChildStartTime = record.ChildStartTime,
            LeaderExit = record.LastExit,
            Owed = record.Owed,
            Changes = record.Changes,
        };
        slot.Recover(SlotStory.Of(record.Story, record.Has(SlotMarks.HasBeenUp)));
        driver.Introduce(slot);
        equipment.Equip(slot, record, inheritance);
        roster.Add(roster.FindGroup(settings.GroupName)!, slot);
        if (record.Intent == SlotIntent.Remove)
            _leaving.Add(slot);
        // Disabled since: that is the later word.
        if (record.Has(SlotMarks.StartsLater) && !disabled.Contains(settings))
            StartLater(slot);
    }

    /// <summary>A new keeper is told of every pipe and child.</summary>
    internal void KeepAll()
    {
        foreach (var slot in roster.Slots)
            equipment.Keep(slot);
    }

    /// <summary>Something was to follow a stop, and the stop is over.</summary>
    internal void SettleIdle()
    {
        foreach (var slot in roster.Slots.Where(slot => slot is { IsIdle: true, Intent: not SlotIntent.None }).ToArray())
        {
            if (slot.Status.State.IsStopped())
                Settled(slot);
        }
    }

    /// <summary>The daemon was ending and is started once more: what has stopped begins anew, what still runs goes on.</summary>
    internal void BeginAnew()
    {
        Began?.Invoke();
        foreach (var slot in roster.Slots.Where(slot => slot.Intent != SlotIntent.Remove).ToArray())
        {
            if (slot.IsIdle && slot.Status.State.IsStopped())
            {
                slot.BeginAnew();
                if (disabled.Autostarts(slot.Settings))
                    StartLater(slot);
            }
            else if (slot.Status.State is ProcessState.Stopping or ProcessState.Unknown)
                slot.Intent = SlotIntent.Return;
            driver.NoteIntent(slot);
        }
    }

    /// <summary>Applies the difference.</summary>
    public void Apply(SettingsDifference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        foreach (var group in difference.Groups.Where(group => group.New is null))
        {
            if (roster.FindGroup(group.Group.Name) is { } leaving)
                roster.GroupLeaves?.Invoke(leaving);
        }
        foreach (var process in difference.Processes.Where(process => process.Kind == ChangeKind.Removed))
            Remove(process);
        foreach (var group in difference.Groups)
            ApplyGroup(group);
        foreach (var process in difference.Processes)
        {
            if (process.Kind == ChangeKind.Added)
                Add(process);
            else if (process.Kind == ChangeKind.Changed)
                Change(process);
        }
        foreach (var group in difference.Groups.Where(group => group.New is not null))
            roster.FindGroup(group.Group.Name)!.Order([.. group.New!.Processes.Select(process => process.Name)]);
        StartWaiting();
    }

    /// <summary>What <see cref="Apply"/> would do about this process, as it is now.</summary>
    public PlannedEffect EffectOf(ProcessDifference process)
    {
        ArgumentNullException.ThrowIfNull(process);
        var slot = roster.Find(process.Process.GroupName, process.Process.Name);
        switch (process.Kind)
        {
            case ChangeKind.Added:
                return disabled.Autostarts(process.New!) ? PlannedEffect.Start : PlannedEffect.None;
            case ChangeKind.Removed:
                return slot is { IsIdle: false } ? PlannedEffect.Stop : PlannedEffect.None;
            case ChangeKind.Changed when slot is not null:
                if (IsSwitchedOn(slot, process))
                    return PlannedEffect.Start;
                if (process.Needs == ChangeNeeds.LogReopen)
                    return PlannedEffect.ReopenLog;
                if (process.Needs != ChangeNeeds.RestartProcess)
                    return PlannedEffect.None;
                if (slot.IsIdle)
                    return IsMeantToRun(slot, process) ? PlannedEffect.Start : PlannedEffect.None;
                return slot.Status.State is ProcessState.Stopping or ProcessState.Unknown ? PlannedEffect.None : PlannedEffect.Restart;
            default:
                return PlannedEffect.None;
        }
    }

    /// <summary>A slot has come to rest: what was meant to follow, follows.</summary>
    public void Settled(ProcessSlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        var intent = slot.Intent;
        if (intent == SlotIntent.Remove)
        {
            slot.Intent = SlotIntent.None;
            Discard(slot);
            return;
        }
        // Noted with the new settings: nothing else says that a start is to follow.
        if (slot.Replacement is { } settings)
            equipment.Replace(slot, settings);
        slot.Intent = SlotIntent.None;
        if (intent == SlotIntent.Return)
            slot.BeginAnew();
        if (intent == SlotIntent.Restart || (intent == SlotIntent.Return && disabled.Autostarts(slot.Settings)))
            driver.Start(slot);
        else if (intent != SlotIntent.None)
            driver.NoteIntent(slot);
    }

    private void ApplyGroup(GroupDifference group)
    {
        var place = roster.FindGroup(group.Group.Name);
        if (group.New is not { } wanted)
        {
            if (place is not null)
                RemoveWhenEmpty(place);
            return;
        }
        place ??= roster.AddGroup(wanted);
        if (place.IsLeaving)
            roster.GroupStays?.Invoke(place);
        place.IsLeaving = false;
        if (group.Kind != ChangeKind.Unchanged)
            roster.Change(place, wanted);
    }

    private void RemoveWhenEmpty(ProcessGroup group)
    {
        group.IsLeaving = true;
        if (group.Slots.Count == 0)
            roster.RemoveGroup(group);
    }

    private void Add(ProcessDifference process)
    {
        var settings = process.New!;
        var starts = disabled.Autostarts(settings);
        var whyNot = settings.Autostart ? "disabled" : "autostart = false";
        log.Write(DaemonLogLevel.Info, $"{settings.DisplayName}: added, {(starts ? "starting" : $"not started ({whyNot})")}");
        // Removed by an earlier reload and back before it had stopped: it is the same slot, and one life follows the other.
        if (roster.Find(settings.GroupName, settings.Name) is { } leaving)
        {
            _leaving.Remove(leaving);
            leaving.Replacement = settings;
            leaving.Intent = SlotIntent.Return;
            driver.NoteIntent(leaving);
            return;
        }
        var slot = AddSlot(roster.FindGroup(settings.GroupName)!, settings, starts);
        if (starts)
            StartLater(slot);
    }

    private void Remove(ProcessDifference process)
    {
        var slot = roster.Find(process.Old!.GroupName, process.Old.Name)!;
        log.Write(DaemonLogLevel.Info, $"{process.Old.DisplayName}: removed{(slot.IsIdle ? "" : ", stopping")}");
        CallOff(slot);
        slot.Intent = SlotIntent.Remove;
        slot.Replacement = null;
        driver.Stop(slot);
        if (roster.Find(process.Old.GroupName, process.Old.Name) != slot)
            return;
        if (slot.IsIdle)
            Discard(slot);
        else
            _leaving.Add(slot);
    }

    private void Change(ProcessDifference process)
    {
        var settings = process.New!;
        var slot = roster.Find(settings.GroupName, settings.Name)!;
        if (slot.StartsLater && !IsStillToStart(slot, process))
            CallOff(slot);
        // Noted with the new settings, in which nothing says any more that it has just been switched on.
        var isSwitchedOn = IsSwitchedOn(slot, process);
        slot.StartsLater |= isSwitchedOn;
        if (process.Needs == ChangeNeeds.RestartProcess)
            Restart(slot, process);
        else
            ApplyLive(slot, process);
        if (isSwitchedOn)
            StartLater(slot);
    }

    /// <summary>Autostart that has just been switched on means: run it. One that somebody stopped stays stopped.</summary>
    private bool IsSwitchedOn(ProcessSlot slot, ProcessDifference process) =>
        !process.Old!.Autostart && disabled.Autostarts(process.New!) && !slot.WasEverStarted && !slot.IsStoppedByRequest && slot.IsIdle;

    private void ApplyLive(ProcessSlot slot, ProcessDifference process)
    {
        var how = process.Needs == ChangeNeeds.LogReopen ? "log reopened" : "applied to the running process";
        log.Write(DaemonLogLevel.Info, $"{process.Process.DisplayName}: {process.Reason}; {(slot.IsIdle ? "applied" : how)}");
        // What waits to be taken over after a stop is older than this.
        if (slot.Replacement is not null)
            slot.Replacement = process.New;
        else if (process.Needs == ChangeNeeds.LogReopen)
            equipment.Redirect(slot, process.New!);
        else
        {
            slot.TakeOver(process.New!);
            driver.NoteIntent(slot);
        }
    }

    private void Restart(ProcessSlot slot, ProcessDifference process)
    {
        var name = process.Process.DisplayName;
        if (slot.IsIdle)
        {
            var starts = IsMeantToRun(slot, process);
            var whyNot = disabled.Contains(process.New!) ? "not started: it is disabled" : $"stays {slot.Status.State.Word()}";
            log.Write(DaemonLogLevel.Info, $"{name}: {process.Reason}; {(starts ? "starting" : whyNot)}");
            // Noted with the stop: nothing else says that a start is to follow.
            slot.StartsLater |= starts;
            driver.Stop(slot);
            equipment.Replace(slot, process.New!);
            if (starts)
                StartLater(slot);
            return;
        }
        if (slot.Intent == SlotIntent.Return)
        {
            log.Write(DaemonLogLevel.Info, $"{name}: {process.Reason}; taken over when it has stopped");
            slot.Replacement = process.New;
            return;
        }
        // UNKNOWN is what became of a stop that was refused: it may have been meant to stay stopped.
        var isStopping = slot.Status.State is ProcessState.Stopping or ProcessState.Unknown;
        var follows = !isStopping || slot.Intent == SlotIntent.Restart;
        log.Write(DaemonLogLevel.Info, $"{name}: {process.Reason}; {(follows ? "restarting" : "it is being stopped and stays so")}");
        slot.Replacement = process.New;
        slot.Intent = follows ? SlotIntent.Restart : SlotIntent.None;
        if (!isStopping)
            driver.Stop(slot);
        else
            driver.NoteIntent(slot);
    }

    /// <summary>It waits to be started, or has failed and may work with its new settings; but nobody stopped or disabled it.</summary>
    private bool IsMeantToRun(ProcessSlot slot, ProcessDifference process) =>
        !slot.IsStoppedByRequest
        && !disabled.Contains(process.New!)
        && (
            slot.Status.State == ProcessState.Backoff
            || slot.Status.Deadline is not null
            || IsStillToStart(slot, process)
            || (process.New!.Autostart && slot.Status.State is ProcessState.Fatal or ProcessState.Exited)
        );

    /// <summary>An earlier reload has it started once all that it removed is gone, and autostart has not been switched off since.</summary>
    private static bool IsStillToStart(ProcessSlot slot, ProcessDifference process) =>
        slot.StartsLater && (process.New!.Autostart || !process.Old!.Autostart);

    /// <param name="starts">It is to be started; noted from the beginning.</param>
    private ProcessSlot AddSlot(ProcessGroup group, ProcessSettings settings, bool starts)
    {
        var slot = new ProcessSlot(settings, driver) { StartsLater = starts };
        driver.Introduce(slot);
        equipment.Equip(slot);
        roster.Add(group, slot);
        return slot;
    }

    private void Discard(ProcessSlot slot)
    {
        _leaving.Remove(slot);
        equipment.Release(slot);
        var group = roster.FindGroup(slot.Settings.GroupName)!;
        roster.Remove(group, slot);
        driver.Forget(slot);
        if (group.IsLeaving)
            RemoveWhenEmpty(group);
        StartWaiting();
    }

    /// <summary>Stands in the list once: a later reload that removes it takes it off again.</summary>
    private void StartLater(ProcessSlot slot)
    {
        slot.StartsLater = true;
        driver.NoteIntent(slot);
        if (!_waiting.Contains(slot))
            _waiting.Add(slot);
    }

    private void CallOff(ProcessSlot slot)
    {
        slot.StartsLater = false;
        _waiting.Remove(slot);
    }

    /// <summary>Starts what was added once all that was removed is gone. A process that cannot be signalled (UNKNOWN) is not waited for.</summary>
    public void StartWaiting()
    {
        if (_leaving.Any(slot => slot.Status.State != ProcessState.Unknown))
            return;
        foreach (var slot in _waiting.Where(slot => slot.StartsLater).ToArray())
            driver.Start(slot);
        _waiting.Clear();
    }
}
