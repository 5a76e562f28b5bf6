using Supervisor.Configuration.Comparison;
using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Table;
using Supervisor.Engine.Loop;
using Supervisor.Engine.Shutdown;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Spawning;
using Supervisor.Engine.States;
using Supervisor.Posix;
using Supervisor.Simulation.Tests.World;

namespace Supervisor.Simulation.Tests.Invariants;

/// <summary>What must hold at every moment: who may be started, who may be signalled, and that the accounts of engine and kernel agree.</summary>
internal sealed class Watchdog(SimulatedKernel kernel, SimulatedLogPump pump)
{
    private readonly HashSet<ProcessSlot> _mayBeStopped = [];
    private readonly HashSet<ProcessSlot> _mayBeRestarted = [];

    /// <summary>Slots that were being stopped when the shutdown began: no level applies to them.</summary>
    private readonly HashSet<ProcessSlot> _stoppedBefore = [];

    /// <summary>Changed while there was no master.</summary>
    private readonly HashSet<ProcessKey> _changed = [];

    /// <summary>Slots whose start has been asked for: another master may ask once more.</summary>
    private readonly HashSet<ProcessSlot> _begun = [];

    private EngineParts _parts = null!;

    /// <summary>Set by the schedule once the shutdown has been asked for.</summary>
    public bool IsEnding { get; private set; }

    /// <summary>All levels at once have been asked for.</summary>
    public bool KillsAll { get; set; }

    public HashSet<ProcessSlot> StoppedByHand { get; } = [];

    /// <summary>What somebody has asked to disable, also where it has been enabled since.</summary>
    public HashSet<ProcessKey> EverDisabled { get; } = [];

    /// <summary>Slots that a client has asked to start.</summary>
    public HashSet<ProcessSlot> StartedByHand { get; } = [];

    /// <summary>Slots that a client is signalling just now.</summary>
    public IReadOnlyCollection<ProcessSlot> MaySignal { get; set; } = [];

    public void Watch(EngineParts parts) => _parts = parts;

    /// <summary>The master is dead, and what it was about with it.</summary>
    public void MasterDied()
    {
        if (IsEnding)
            _mayBeStopped.UnionWith(_parts.Roster.Slots);
        IsEnding = false;
        KillsAll = false;
        _stoppedBefore.Clear();
    }

    /// <summary>A new master has made a slot for what was another's.</summary>
    public void Rebind(ProcessSlot old, ProcessSlot slot)
    {
        // Its removal had begun: should it come back it begins anew, also where the master that said so died before it was through.
        if (old.Intent == SlotIntent.Remove)
            StoppedByHand.Remove(old);
        foreach (var slots in new[] { _mayBeStopped, _mayBeRestarted, _begun, StoppedByHand, StartedByHand })
        {
            if (slots.Remove(old))
                slots.Add(slot);
        }
        foreach (var process in kernel.Processes.Where(process => process.Slot == old))
            process.Slot = slot;
        // Its start was decided, and its master died before it asked for it. A choice that was on its way to the disk meanwhile is the later one.
        if (slot.Status.State == ProcessState.Starting)
            _begun.Add(slot);
    }

    /// <summary>What the configuration has become meanwhile concerns these.</summary>
    public void AllowChanges(SupervisorSettings old, SupervisorSettings @new)
    {
        var concerned = SettingsDifference
            .Between(old, @new)
            .Processes.Where(process => process.Kind == ChangeKind.Removed || process.Needs >= ChangeNeeds.RestartProcess)
            .Where(process => process.Kind != ChangeKind.Added);
        foreach (var process in concerned)
            _changed.Add(ProcessKey.Of(process.Old!));
    }

    /// <summary>A change that concerned a process has begun by now.</summary>
    public void ChangesApplied()
    {
        _mayBeStopped.UnionWith(_parts.Roster.Slots.Where(slot => _changed.Contains(ProcessKey.Of(slot.Settings)) && !slot.IsIdle));
        // Should it come back it begins anew.
        StoppedByHand.RemoveWhere(slot => slot.Intent == SlotIntent.Remove);
        _changed.Clear();
    }

    public void BeginShutdown()
    {
        if (IsEnding)
            return;
        IsEnding = true;
        _stoppedBefore.UnionWith(_parts.Roster.Slots.Where(slot => slot.Status.State is ProcessState.Stopping or ProcessState.Unknown));
    }

    public void AllowStop(ProcessSlot slot) => _mayBeStopped.Add(slot);

    /// <summary>A restart stops it at some later time, when its command has been looked at.</summary>
    public void AllowRestart(ProcessSlot slot) => _mayBeRestarted.Add(slot);

    /// <summary>Runs a reload and sees that it touched nobody whom it did not concern.</summary>
    public void WatchReload(SupervisorSettings old, SupervisorSettings @new, Func<bool> reload)
    {
        var allowedBefore = _mayBeStopped.ToArray();
        var difference = SettingsDifference.Between(old, @new);
        var untouched = new List<(ProcessSlot Slot, ProcessStatus Status)>();
        var concerned = new List<ProcessSlot>();
        foreach (var process in difference.Processes.Where(process => process.Kind != ChangeKind.Added))
        {
            var slot = _parts.Roster.Find(process.Old!.GroupName, process.Old.Name)!;
            if (process.Kind == ChangeKind.Removed || process.Needs >= ChangeNeeds.RestartProcess)
                concerned.Add(slot);
            else if (!slot.IsIdle)
                untouched.Add((slot, slot.Status));
            if (process.Kind == ChangeKind.Removed)
                StoppedByHand.Remove(slot);
        }
        _mayBeStopped.UnionWith(concerned);
        if (!reload())
        {
            _mayBeStopped.Clear();
            _mayBeStopped.UnionWith(allowedBefore);
            return;
        }
        // Two reloads with the same files: what the first one started, the second one may stop.
        _mayBeStopped.UnionWith(concerned.Where(slot => slot.Status.State == ProcessState.Stopping));
        foreach (var (slot, status) in untouched)
        {
            if (slot.Status != status || _parts.Roster.Find(slot.Settings.GroupName, slot.Settings.Name) != slot)
                throw new InvariantBrokenException($"a reload touched {slot}, which it did not concern");
        }
    }

    /// <summary>Does something to one group and sees that it touched nobody else.</summary>
    public void WatchOthers(string group, Action action)
    {
        var others = _parts.Roster.Slots.Where(slot => slot.Settings.GroupName != group).Select(slot => (slot, slot.Status)).ToArray();
        action();
        foreach (var (slot, status) in others)
        {
            // What had to wait for the group to leave starts when it does not leave any more.
            var hasWaited =
                status.Child == ChildPresence.None && slot is { Status.State: ProcessState.Starting, IsStoppedByRequest: false };
            if (slot.Status != status && !hasWaited)
                throw new InvariantBrokenException($"{slot} was touched, which is not of group {group}");
        }
    }

    /// <summary>A start is asked for.</summary>
    public void Submitted(SpawnRequest request)
    {
        var slot = (ProcessSlot)request.Owner;
        var name = slot.Settings.DisplayName;
        if (IsEnding)
            throw new InvariantBrokenException($"{name} is started while the daemon is ending");
        if (_parts.Roster.Find(slot.Settings.GroupName, slot.Settings.Name) != slot || slot.Intent == SlotIntent.Remove)
            throw new InvariantBrokenException($"{name} is started although it was removed");
        if (StoppedByHand.Contains(slot))
            throw new InvariantBrokenException($"{name} is started although it was stopped by hand");
        // What has been up, or was about to, goes on as if it were not disabled.
        var isFirst = slot is { WasEverStarted: false, Status.Failures: 0 } && !StartedByHand.Contains(slot) && !_begun.Contains(slot);
        if (isFirst && _parts.Disabled.Contains(slot.Settings))
            throw new InvariantBrokenException($"{name} is started although it is disabled");
        var key = ProcessKey.Of(slot.Settings);
        if (kernel.Processes.FirstOrDefault(process => IsThere(process) && ProcessKey.Of(process.Slot!.Settings) == key) is { } other)
            throw new InvariantBrokenException($"{name} is started while there is {other}");
        var descriptors = request.Descriptors;
        if (!(IsOpen(descriptors.StdoutReader) && IsOpen(descriptors.StderrReader)))
            throw new InvariantBrokenException($"{name} is started on a pipe that is closed");
        CheckSockets(slot, request);
        _mayBeStopped.Remove(slot);
        _begun.Add(slot);
    }

    /// <summary>A signal is about to reach a process.</summary>
    public void Signalled(SimulatedProcess process, SignalNumber signal)
    {
        if (process.Slot is not { } slot)
            throw new InvariantBrokenException($"{signal.Name} to {process}");
        if (MaySignal.Contains(slot))
            return;
        // A second interrupt kills all that is left at once, also what has just refused its stop signal.
        if (slot.Status.State != ProcessState.Stopping && !(KillsAll && slot.Status.State == ProcessState.Unknown))
            throw new InvariantBrokenException($"{signal.Name} to {process}, which is {slot.Status.State}");
        var isChanged = _changed.Contains(ProcessKey.Of(slot.Settings));
        if (!IsEnding && !(_mayBeStopped.Contains(slot) || _mayBeRestarted.Contains(slot) || isChanged))
            throw new InvariantBrokenException($"{signal.Name} to {process}, which nobody asked for");
        if (
            IsEnding
            && !KillsAll
            && !_stoppedBefore.Contains(slot)
            && _parts.Roster.Slots.FirstOrDefault(other => IsBefore(other, slot)) is { } earlier
        )
            throw new InvariantBrokenException($"{signal.Name} to {process} while {earlier} of an earlier level is still there");
    }

    /// <summary>Between two turns the accounts agree.</summary>
    public void CheckAccounts()
    {
        foreach (var slot in _parts.Roster.Slots)
        {
            var pid = slot.Status.ProcessId;
            if ((slot.Status.Child == ChildPresence.Alive) != (pid != 0))
                throw new InvariantBrokenException($"{slot}: child {slot.Status.Child} with pid {pid}");
            if (pid == 0)
                continue;
            // Its end is on its way from somebody else.
            if (slot.Adopted is not null && kernel.Find(pid) is not { IsLeader: true, Guardian: SimulatedGuardian.Keeper })
                continue;
            if (kernel.Find(pid) is not { IsLeader: true } process || process.Slot != slot || _parts.Roster.FindByProcessId(pid) != slot)
                throw new InvariantBrokenException($"{slot} is thought to be pid {pid}, which is {kernel.Find(pid)}");
        }
    }

    /// <summary>After a harvest no child of ours is a zombie.</summary>
    public void CheckNoZombies()
    {
        if (kernel.Processes.FirstOrDefault(process => process is { Life: SimulatedLife.Zombie, IsOurChild: true }) is { } zombie)
            throw new InvariantBrokenException($"{zombie} is left a zombie");
    }

    private static void CheckSockets(ProcessSlot slot, SpawnRequest request)
    {
        if (request.Impediment is { } impediment)
            throw new InvariantBrokenException($"{slot} cannot be started: {impediment}");
        if (request.Passed.Length != slot.Settings.Sockets.Length || request.FastCgiSocket is null != slot.Settings.FastCgiSocket is null)
            throw new InvariantBrokenException($"{slot} is started with other sockets than it wants");
        foreach (var socket in request.FastCgiSocket is { } first ? request.Passed.Add(first) : request.Passed)
        {
            if (FileStatus.Read(socket, out var status) != 0 || status.Kind != FileKind.Socket)
                throw new InvariantBrokenException($"{slot} is started with a socket that is closed");
        }
    }

    /// <summary>
    /// A child whose start failed may be a zombie still when the next start is asked for: it never was the program. Others may take their
    /// time to reap what nobody waits for any more.
    /// </summary>
    private static bool IsThere(SimulatedProcess process) =>
        process is { IsLeader: true, Life: SimulatedLife.Alive }
        || process is { IsLeader: true, IsBeforeExec: false, Guardian: SimulatedGuardian.Master };

    private bool IsOpen(int? readDescriptor) => readDescriptor is not { } number || pump.IsOpen(number);

    private bool IsBefore(ProcessSlot other, ProcessSlot slot) =>
        other.Status.State != ProcessState.Unknown && !(other.IsIdle && other.Status.State.IsStopped()) && LevelOf(other) < LevelOf(slot);

    private ShutdownLevel LevelOf(ProcessSlot slot) =>
        new(_parts.Roster.FindGroup(slot.Settings.GroupName)!.Priority, slot.Settings.Priority);
}
