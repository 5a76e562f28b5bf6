using Supervisor.Engine.Kernel;
using Supervisor.Engine.Slots;
using Supervisor.Engine.States;
using Supervisor.Posix;

namespace Supervisor.Simulation.Tests.World;

/// <summary>Processes, groups, signals and zombies. Pids are few, so that one that was given back soon means somebody else.</summary>
internal sealed class SimulatedKernel(Random random, SimulatedClock clock, SimulatedDoom doom) : IKernel
{
    private const int LowestProcessId = 2;
    private const int HighestProcessId = 60;

    /// <summary>Beyond every number that the test process can have open, so that closing one closes nothing.</summary>
    private const int FirstDescriptor = 1 << 28;

    private readonly List<SimulatedProcess> _processes = [];
    private readonly List<Descriptor> _descriptors = [];
    private readonly Dictionary<int, SimulatedProcess> _handles = [];

    /// <summary>Pids that were given back while nobody supervised. The counter of pids does not come around so soon.</summary>
    private readonly HashSet<int> _justFreed = [];
    private int _lastDescriptor = FirstDescriptor;
    private ulong _lastStartTime;

    /// <summary>False: what loses its parent falls to init, and nobody tells us of its end.</summary>
    public bool IsSubreaper { get; init; } = true;

    /// <summary>False: an old kernel, where no group can be held.</summary>
    public bool CanHoldGroups { get; init; } = true;

    /// <summary>There is a keeper, which is a subreaper too.</summary>
    public bool HasKeeper { get; set; }

    /// <summary>False: an old kernel without pidfds.</summary>
    public bool CanHoldProcesses { get; init; } = true;

    /// <summary>PIDFD_GET_INFO tells how a process ended that others have reaped.</summary>
    public bool CanReadExits { get; init; } = true;

    /// <summary>The status of a zombie with another parent can be read.</summary>
    public bool CanReadZombies { get; init; } = true;

    /// <summary>No master is there: nobody could have seen who has which pid.</summary>
    public bool IsUnsupervised { get; set; }

    public SimulatedDoom Doom => doom;

    /// <summary>SIGCHLD for the keeper.</summary>
    public Action? KeeperSignalled { get; set; }

    /// <summary>Everything happens at once and nothing is refused any more.</summary>
    public bool IsCooperating { get; set; }

    /// <summary>SIGCHLD is pending; many ends make one.</summary>
    public bool HasChildSignal { get; set; }

    public int OpenHolds { get; set; }

    /// <summary>How often a process was taken over without a pidfd.</summary>
    public int HeldByNumber { get; private set; }

    /// <summary>How often the end of a process was asked for that only a newer kernel would have told.</summary>
    public int ExitsNotTold { get; set; }

    /// <summary>Told before a signal reaches a process of a slot.</summary>
    public Action<SimulatedProcess, SignalNumber>? Signalled { get; set; }

    /// <summary>Alive or zombie.</summary>
    public IReadOnlyList<SimulatedProcess> Processes => _processes;

    public int OpenDescriptors => _descriptors.Count(descriptor => descriptor.IsOpen);

    public SimulatedProcess? Find(int processId) => _processes.Find(process => process.ProcessId == processId);

    public int Signal(int processId, SignalNumber signal, bool toGroup)
    {
        doom.Pass();
        // What outlived its leader: the number is the group's as long as it has members.
        if (toGroup && Find(processId) is null)
            return FindGroup(processId) is { } rest ? SignalGroup(rest, signal) : Errno.ESRCH;
        if (Find(processId) is not { Guardian: SimulatedGuardian.Master or SimulatedGuardian.Keeper, IsLeader: true } process)
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
        doom.Pass();
        Reap(processId, SimulatedGuardian.Master);
        doom.Pass();
    }

    public void Reap(int processId, SimulatedGuardian guardian)
    {
        if (Find(processId) is not { Life: SimulatedLife.Zombie } process || process.Guardian != guardian)
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

    public ProcessIdentity? Identify(int processId) =>
        Find(processId) is { } process ? new ProcessIdentity(processId, process.StartTime) : null;

    public ProcessStat? Look(int processId) => new SimulatedWitness(this, clock).Find(processId);

    public IForeignProcess? HoldProcess(in ProcessIdentity identity)
    {
        if (Find(identity.ProcessId) is not { } process || process.StartTime != identity.StartTime)
            return null;
        process.Handles++;
        if (!CanHoldProcesses)
        {
            HeldByNumber++;
            return new SimulatedForeignProcess(this, process, null);
        }
        var descriptor = NextDescriptor();
        _handles[descriptor] = process;
        return new SimulatedForeignProcess(this, process, descriptor);
    }

    public SimulatedProcess ProcessOf(int descriptor) => _handles[descriptor];

    public Descriptor OpenStandardInput()
    {
        var descriptor = new Descriptor(NextDescriptor());
        _descriptors.RemoveAll(other => !other.IsOpen);
        _descriptors.Add(descriptor);
        return descriptor;
    }

    /// <summary>A descriptor that the keeper hands to a new master.</summary>
    public Descriptor Receive(int number, bool isStandardInput)
    {
        var descriptor = new Descriptor(number);
        if (isStandardInput)
            _descriptors.Add(descriptor);
        return descriptor;
    }

    /// <summary>Its children fall to the keeper, or else to init, which reaps at once.</summary>
    public void MasterDies()
    {
        HasChildSignal = false;
        OpenHolds = 0;
        _descriptors.Clear();
        // What only a handle could have told is told to nobody.
        foreach (var process in _handles.Values.Where(process => process.Guardian == SimulatedGuardian.Other))
            process.MayBeUnknown |= process.Life != SimulatedLife.Alive;
        _handles.Clear();
        IsUnsupervised = true;
        foreach (var process in _processes.ToArray())
        {
            process.Handles = 0;
            if (process.Guardian == SimulatedGuardian.Master)
                FallTo(process, HasKeeper ? SimulatedGuardian.Keeper : SimulatedGuardian.Other);
        }
    }

    public void KeeperDies()
    {
        HasKeeper = false;
        foreach (var process in _processes.FindAll(process => process.Guardian == SimulatedGuardian.Keeper))
            FallTo(process, SimulatedGuardian.Other);
    }

    /// <summary>A new master knows who has which pid.</summary>
    public void MasterCame()
    {
        IsUnsupervised = false;
        _justFreed.Clear();
    }

    /// <summary>Init and the like reap what they have not come to yet.</summary>
    public void ReapOthers()
    {
        foreach (var process in _processes.FindAll(process => process is { Life: SimulatedLife.Zombie, Guardian: SimulatedGuardian.Other }))
            Remove(process);
    }

    public bool HasOtherZombies =>
        _processes.Exists(process => process is { Life: SimulatedLife.Zombie, Guardian: SimulatedGuardian.Other });

    public int NextDescriptor() => ++_lastDescriptor;

    /// <summary>A spawner's child, before exec and before it has made its group; null when the process table is full.</summary>
    public SimulatedProcess? Fork(ProcessSlot slot) =>
        TakeProcessId() is { } pid
            ? Add(
                new SimulatedProcess(pid, slot)
                {
                    IsLeader = true,
                    Guardian = SimulatedGuardian.Master,
                    IsBeforeExec = true,
                    StartTime = NextStartTime(),
                }
            )
            : null;

    /// <summary>A child of a program; it stays in the program's group.</summary>
    public void ForkMember(SimulatedProcess parent)
    {
        if (TakeProcessId() is not { } pid)
            return;
        var member = Add(
            new SimulatedProcess(pid, parent.Slot)
            {
                Parent = parent,
                IgnoresStopSignals = random.Next(2) == 0,
                StartTime = NextStartTime(),
            }
        );
        Join(member, parent.Group!);
    }

    /// <summary>Somebody else's process; as an orphan it falls to us.</summary>
    public void ForkStranger(bool isOrphan)
    {
        if (TakeProcessId() is { } pid)
            Add(
                new SimulatedProcess(pid, null)
                {
                    Guardian = isOrphan && !IsUnsupervised ? SimulatedGuardian.Master : SimulatedGuardian.Other,
                    StartTime = NextStartTime(),
                }
            );
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
        foreach (
            var child in _processes.FindAll(other => ReferenceEquals(other.Parent, process) && other.Guardian == SimulatedGuardian.Program)
        )
            child.Guardian = HeirOf(process);
        NoticeEnd(process);
    }

    /// <summary>Its guardian is told; one that is no part of the supervisor reaps it, at once or a little later.</summary>
    private void NoticeEnd(SimulatedProcess process)
    {
        var isLeft = process.Guardian == SimulatedGuardian.Other && process.IsLeader;
        process.MayBeUnknown |= isLeft && !(CanReadExits && CanHoldProcesses && process.Handles > 0);
        if (process.Guardian == SimulatedGuardian.Program || (process.Guardian == SimulatedGuardian.Other && !isLeft))
        {
            Remove(process);
            return;
        }
        if (isLeft && (IsCooperating || random.Next(2) == 0))
        {
            Remove(process);
            return;
        }
        process.Life = SimulatedLife.Zombie;
        if (process.Guardian == SimulatedGuardian.Master)
            HasChildSignal = true;
        else if (process.Guardian == SimulatedGuardian.Keeper)
            KeeperSignalled?.Invoke();
    }

    /// <summary>The nearest subreaper above it (prctl(2), PR_SET_CHILD_SUBREAPER).</summary>
    private SimulatedGuardian HeirOf(SimulatedProcess process)
    {
        if (!IsSubreaper)
            return SimulatedGuardian.Other;
        var highest = process;
        while (highest is { Guardian: SimulatedGuardian.Program, Parent: { } parent })
            highest = parent;
        return highest.Guardian;
    }

    private void FallTo(SimulatedProcess process, SimulatedGuardian heir)
    {
        process.Guardian = heir;
        if (process.Life == SimulatedLife.Zombie && heir == SimulatedGuardian.Other)
        {
            process.MayBeUnknown = true;
            Remove(process);
        }
    }

    private SimulatedGroup? FindGroup(int number) => _processes.Find(process => process.Group?.Number == number)?.Group;

    /// <summary>In ticks like the kernel's, but no two the same: pids are used again within one tick here.</summary>
    private ulong NextStartTime() => _lastStartTime = Math.Max(_lastStartTime + 1, (ulong)clock.Now / 10_000_000);

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

    public int SignalOne(SimulatedProcess process, SignalNumber signal)
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
    private bool IsFree(int number) =>
        !_justFreed.Contains(number) && !_processes.Exists(process => process.ProcessId == number || process.Group?.Number == number);

    private SimulatedProcess Add(SimulatedProcess process)
    {
        _processes.Add(process);
        return process;
    }

    private void Remove(SimulatedProcess process)
    {
        process.Life = SimulatedLife.Gone;
        if (IsUnsupervised)
            _justFreed.Add(process.ProcessId);
        process.Group?.Members.Remove(process);
        _processes.Remove(process);
    }

    private static void Join(SimulatedProcess process, SimulatedGroup group)
    {
        process.Group = group;
        group.Members.Add(process);
    }
}
