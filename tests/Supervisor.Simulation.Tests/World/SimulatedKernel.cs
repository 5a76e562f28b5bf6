using Supervisor.Engine.Kernel;
using Supervisor.Engine.Slots;
using Supervisor.Engine.States;
using Supervisor.Posix;

namespace Supervisor.Simulation.Tests.World;

/// <summary>Processes, groups, signals and zombies. Pids are few, so that one that was given back soon means somebody else.</summary>
internal sealed class SimulatedKernel(Random random) : IKernel
{
    private const int LowestProcessId = 2;
    private const int HighestProcessId = 60;

    /// <summary>Beyond every number that the test process can have open, so that closing one closes nothing.</summary>
    private const int FirstDescriptor = 1 << 28;

    private readonly List<SimulatedProcess> _processes = [];
    private readonly List<Descriptor> _descriptors = [];
    private int _lastDescriptor = FirstDescriptor;

    /// <summary>False: what loses its parent falls to init, and nobody tells us of its end.</summary>
    public bool IsSubreaper { get; init; } = true;

    /// <summary>False: an old kernel, where no group can be held.</summary>
    public bool CanHoldGroups { get; init; } = true;

    /// <summary>Everything happens at once and nothing is refused any more.</summary>
    public bool IsCooperating { get; set; }

    /// <summary>SIGCHLD is pending; many ends make one.</summary>
    public bool HasChildSignal { get; set; }

    public int OpenHolds { get; set; }

    /// <summary>Told before a signal reaches a process of a slot.</summary>
    public Action<SimulatedProcess, SignalNumber>? Signalled { get; set; }

    /// <summary>Alive or zombie.</summary>
    public IReadOnlyList<SimulatedProcess> Processes => _processes;

    public int OpenDescriptors => _descriptors.Count(descriptor => descriptor.IsOpen);

    public SimulatedProcess? Find(int processId) => _processes.Find(process => process.ProcessId == processId);

    public int Signal(int processId, SignalNumber signal, bool toGroup)
    {
        if (Find(processId) is not { IsOurChild: true, IsLeader: true } process)
            throw new InvariantBrokenException($"{signal.Name} to pid {processId}, which is no unreaped child of any slot");
        if (!toGroup)
            return SignalOne(process, signal);
        return process.Group is { } group ? SignalGroup(group, signal) : Errno.ESRCH;
    }

    public bool TryPeekExit(out ChildExit exit)
    {
        var ended = _processes.FindAll(process => process is { Life: SimulatedLife.Zombie, IsOurChild: true });
        exit = ended.Count > 0 ? ended[random.Next(ended.Count)].Exit : default;
        return ended.Count > 0;
    }

    public void Reap(int processId)
    {
        if (Find(processId) is not { Life: SimulatedLife.Zombie, IsOurChild: true } process)
            throw new InvariantBrokenException($"pid {processId} was reaped, which is no ended child");
        process.WasReapedInGroupStop = process.Slot is { Status.State: ProcessState.Stopping, Settings.Stop.KillAsGroup: true };
        Remove(process);
    }

    public IProcessGroupHold? HoldGroup(int leaderProcessId)
    {
        if (!CanHoldGroups || Find(leaderProcessId)?.Group is not { } group)
            return null;
        OpenHolds++;
        return new SimulatedGroupHold(this, group);
    }

    public ProcessIdentity? Identify(int processId) => new(processId, 1);

    public IForeignProcess? HoldProcess(in ProcessIdentity identity) => null;

    public Descriptor OpenStandardInput()
    {
        var descriptor = new Descriptor(NextDescriptor());
        _descriptors.RemoveAll(other => !other.IsOpen);
        _descriptors.Add(descriptor);
        return descriptor;
    }

    public int NextDescriptor() => ++_lastDescriptor;

    /// <summary>A spawner's child, before exec and before it has made its group; null when the process table is full.</summary>
    public SimulatedProcess? Fork(ProcessSlot slot) =>
        TakeProcessId() is { } pid
            ? Add(
                new SimulatedProcess(pid, slot)
                {
                    IsLeader = true,
                    IsOurChild = true,
                    IsBeforeExec = true,
                }
            )
            : null;

    /// <summary>A child of a program; it stays in the program's group.</summary>
    public void ForkMember(SimulatedProcess parent)
    {
        if (TakeProcessId() is not { } pid)
            return;
        var member = Add(new SimulatedProcess(pid, parent.Slot) { Parent = parent, IgnoresStopSignals = random.Next(2) == 0 });
        Join(member, parent.Group!);
    }

    /// <summary>Somebody else's process; as an orphan it falls to us.</summary>
    public void ForkStranger(bool isOrphan)
    {
        if (TakeProcessId() is { } pid)
            Add(new SimulatedProcess(pid, null) { IsOurChild = isOrphan });
    }

    public static void LeadGroup(SimulatedProcess process)
    {
        if (process is { Life: SimulatedLife.Alive, Group: null })
            Join(process, new SimulatedGroup(process.ProcessId));
    }

    public void End(SimulatedProcess process, ChildExit exit)
    {
        if (process.Life != SimulatedLife.Alive)
            return;
        process.Exit = exit;
        foreach (var child in _processes.FindAll(other => ReferenceEquals(other.Parent, process) && !other.IsOurChild))
            child.IsOurChild = IsSubreaper;
        // A parent other than the supervisor is thought to reap at once.
        if (!process.IsOurChild)
        {
            Remove(process);
            return;
        }
        process.Life = SimulatedLife.Zombie;
        HasChildSignal = true;
    }

    public int SignalGroup(SimulatedGroup group, SignalNumber signal)
    {
        var result = Errno.ESRCH;
        foreach (var member in group.Members.ToArray())
        {
            var errno = SignalOne(member, signal);
            if (errno == 0 || result == Errno.ESRCH)
                result = errno;
        }
        return result;
    }

    /// <summary>Ends what was killed before.</summary>
    public void EndFated(SimulatedProcess process)
    {
        if (process.Fate is { } fate)
            End(process, fate);
    }

    private int SignalOne(SimulatedProcess process, SignalNumber signal)
    {
        Signalled?.Invoke(process, signal);
        if (process.Life != SimulatedLife.Alive)
            return 0;
        if (process.IsProtected)
            return Errno.EPERM;
        if (signal != SignalNumber.Kill && process.IgnoresStopSignals)
            return 0;
        var isExit = signal != SignalNumber.Kill && random.Next(2) == 0;
        process.Fate ??= isExit
            ? new ChildExit(process.ProcessId, random.Next(3), null, false)
            : new ChildExit(process.ProcessId, null, signal, false);
        if (IsCooperating || random.Next(3) == 0)
            EndFated(process);
        return 0;
    }

    private int? TakeProcessId()
    {
        var free = Enumerable.Range(LowestProcessId, HighestProcessId - LowestProcessId + 1).Where(IsFree).ToArray();
        if (free.Length == 0)
            return null;
        return free[random.Next(3) > 0 ? 0 : random.Next(free.Length)];
    }

    /// <summary>A number is in use as long as a process or a group has it (pid_namespaces(7), setpgid(2)).</summary>
    private bool IsFree(int number) => !_processes.Exists(process => process.ProcessId == number || process.Group?.Number == number);

    private SimulatedProcess Add(SimulatedProcess process)
    {
        _processes.Add(process);
        return process;
    }

    private void Remove(SimulatedProcess process)
    {
        process.Life = SimulatedLife.Gone;
        process.Group?.Members.Remove(process);
        _processes.Remove(process);
    }

    private static void Join(SimulatedProcess process, SimulatedGroup group)
    {
        process.Group = group;
        group.Members.Add(process);
    }
}
