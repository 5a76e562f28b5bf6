using Supervisor.Configuration.Settings;
using Supervisor.Engine.Announcements;
using Supervisor.Engine.Descendants;
using Supervisor.Engine.Forking;
using Supervisor.Engine.Journal;
using Supervisor.Engine.Keeping;
using Supervisor.Engine.Kernel;
using Supervisor.Engine.Recovery;
using Supervisor.Engine.Sockets;
using Supervisor.Engine.Spawning;
using Supervisor.Engine.States;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Engine.Slots;

/// <summary>
/// Brings inputs to a slot's machine and carries out what it decides: spawns, signals, timers, announcements. It is the only code that
/// changes a slot's status.
/// </summary>
public sealed class SlotDriver(
    IKernel kernel,
    MonotonicClock clock,
    TimerQueue timers,
    Roster roster,
    SpawnWatch spawns,
    ProgramSockets sockets,
    Announcer announcer,
    ISlotJournal journal,
    KeptChildren keptChildren,
    IDaemonLog log,
    Random random
) : ITimerTarget
{
    /// <summary>A spawn takes a fraction of a millisecond.</summary>
    private static readonly TimeSpan SlowSpawn = TimeSpan.FromSeconds(1);

    private readonly SlotAnnouncements _announcements = new(announcer, clock, log);

    /// <summary>False while the daemon is ending.</summary>
    public bool StartsAllowed { get; set; } = true;

    /// <summary>What becomes of the programs' other processes; null where nothing can be known of them.</summary>
    internal Remnants? Remnants { get; set; }

    /// <summary>Null where a program that forks itself cannot be told from one that exits.</summary>
    internal ForkingPrograms? Forking { get; set; }

    /// <summary>Starts that another master has begun.</summary>
    internal HalfMadeChildren? HalfMade { get; set; }

    /// <summary>Told when all that a child is to be made with is there.</summary>
    public Action? BeforeSpawn { get; set; }

    /// <summary>Told whenever a slot has come to rest: it is in a stopped state and nothing of it is left in the kernel.</summary>
    public Action<ProcessSlot>? Settled { get; set; }

    /// <summary>Told whenever a process turns out to be one that cannot be signalled: nobody is to wait for its end.</summary>
    public Action? Lost { get; set; }

    /// <summary>Told after everything that may have changed a slot's state, and when the slot is removed.</summary>
    public Action<ProcessSlot>? Changed { get; set; }

    public void Start(ProcessSlot slot) => Apply(slot, ProcessInput.StartRequested);

    public void Stop(ProcessSlot slot) => Apply(slot, ProcessInput.StopRequested);

    public void ShutDown(ProcessSlot slot) => Apply(slot, ProcessInput.ShutdownRequested);

    public void TimerFired(LoopTimer timer)
    {
        ArgumentNullException.ThrowIfNull(timer);
        Apply((ProcessSlot)timer.Subject!, ProcessInput.DeadlinePassed);
    }

    /// <summary>A spawner has answered.</summary>
    public void Answered(in SpawnAnswer answer)
    {
        var slot = (ProcessSlot)answer.Request.Owner;
        spawns.End(slot);
        if (answer.Error is { } error)
        {
            slot.EarlyExit = null;
            slot.Owed = ProcessAction.None;
            Apply(slot, ProcessInput.SpawnFailed(error), answer.At);
            return;
        }
        slot.WasEverStarted = true;
        // After an early exit the number may be another child's by now.
        if (slot.EarlyExit is null)
            roster.SetProcessId(slot, answer.ProcessId);
        // The moment of the spawn would not tell it from others.
        if (slot.EarlyExit is null && clock.Now - slot.Status.StartedAt > SlowSpawn)
            slot.ChildStartTime = kernel.Identify(answer.ProcessId)?.StartTime ?? 0;
        if (Forking is not null && slot.Settings.Forking is not null)
            Forking.Launched(slot, answer.ProcessId);
        else
        {
            Apply(slot, ProcessInput.Spawned(answer.ProcessId), answer.At);
            keptChildren.Keep(slot);
        }
        _announcements.Spawned(slot, answer.ProcessId);
        if (slot.EarlyExit is { } exit)
        {
            slot.EarlyExit = null;
            if (slot.Launch is not null)
            {
                Forking!.LauncherEnded(slot, exit);
                return;
            }
            if (slot.Status.State == ProcessState.Stopping)
                slot.Remains = HoldTree(slot);
            Ended(slot, exit, slot.Remains is not null);
            return;
        }
        var owed = slot.Owed;
        slot.Owed = ProcessAction.None;
        Carry(slot, owed);
    }

    /// <summary>The main process of a program that forks itself is known: it is what was to be spawned.</summary>
    internal void MainFound(ProcessSlot slot, in ProcessIdentity main)
    {
        roster.SetProcessId(slot, main.ProcessId);
        slot.ChildStartTime = main.StartTime;
        Apply(slot, ProcessInput.Spawned(main.ProcessId));
        keptChildren.Keep(slot);
    }

    /// <summary>The child of a start that another master has begun has executed its command.</summary>
    internal void Executed(ProcessSlot slot, in ProcessIdentity child)
    {
        slot.WasEverStarted = true;
        MainFound(slot, child);
        _announcements.Spawned(slot, child.ProcessId);
    }

    /// <summary>The main process of a program that is being stopped has ended: what there is of its tree is ended from now on.</summary>
    /// <returns>Null when there is nothing else, or its stop does not go so far.</returns>
    internal IRemains? HoldTree(ProcessSlot slot) =>
        slot.Policy.Stop.EndsTree ? Remnants?.AfterStop(slot, () => Apply(slot, ProcessInput.GroupEmptied)) : null;

    /// <summary>The slot's child has ended. Its pid is still its own until the caller reaps it.</summary>
    public void Ended(ProcessSlot slot, in ChildExit exit, bool groupRemains)
    {
        ArgumentNullException.ThrowIfNull(slot);
        roster.ForgetProcessId(slot, exit.ProcessId);
        slot.Adopted?.Dispose();
        slot.Adopted = null;
        slot.LeaderExit = exit;
        _announcements.WaitForOutput(slot);
        Apply(slot, ProcessInput.Exited(exit, groupRemains));
    }

    /// <summary>The slot is new.</summary>
    public void Introduce(ProcessSlot slot) => _announcements.Introduced(slot);

    /// <summary>The slot is removed: nothing will happen to it any more.</summary>
    public void Forget(ProcessSlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        timers.Cancel(slot.Deadline);
        slot.IsRemoved = true;
        _announcements.Removed(slot);
        Changed?.Invoke(slot);
    }

    /// <summary>SIGKILL to all that is left of it, now.</summary>
    public void KillNow(ProcessSlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        if (!slot.IsIdle)
            Carry(slot, ProcessAction.Kill);
    }

    /// <summary>Brings one input to the machine.</summary>
    public void Apply(ProcessSlot slot, in ProcessInput input) => Apply(slot, input, clock.Now);

    private void Apply(ProcessSlot slot, in ProcessInput input, MonotonicTime now)
    {
        ArgumentNullException.ThrowIfNull(slot);
        var before = slot.Status;
        var jitter = slot.Policy.Retry.BackoffJitter > 0 ? (random.NextDouble() * 2) - 1 : 0;
        var decision = ProcessMachine.Step(before, input, slot.Policy, new ProcessMoment(now, jitter, StartsAllowed));
        if (!decision.IsExpected)
            log.Write(DaemonLogLevel.Critical, $"{slot.Settings.DisplayName}: {decision.Reason}, which cannot be; please report it");
        slot.Status = decision.Next;
        NoteChild(slot, decision);
        SetDeadline(slot);
        _announcements.Changed(slot, before, decision, input);
        journal.Note(slot);
        Carry(slot, decision.Action);
        // Before what follows from the change: who waits for an end sees it, also where a start follows at once.
        Changed?.Invoke(slot);
        if (slot.IsIdle && slot.Status.State.IsStopped() && (before.State != slot.Status.State || before.Child != slot.Status.Child))
            Settle(slot);
        else if (slot.Status.State == ProcessState.Unknown && before.State != ProcessState.Unknown)
            Lost?.Invoke();
        Changed?.Invoke(slot);
        // Whatever followed from the change has begun by now.
        if (slot.IsAtRest)
            sockets.Rest(slot);
        journal.Note(slot);
    }

    /// <summary>
    /// What the next master is to find beside the status. The start time is asked for when the child has proved itself: until then the
    /// moment of its spawn tells it from others.
    /// </summary>
    private void NoteChild(ProcessSlot slot, in ProcessDecision decision)
    {
        // One that ended before its spawner answered stays noted until that end is dealt with.
        slot.NotedDeath = slot.EarlyExit;
        slot.IsReaped &= slot.EarlyExit is not null;
        if (decision.Action == ProcessAction.Spawn)
        {
            slot.Request!.Published.Clear();
            slot.ChildStartTime = 0;
            slot.Owed = ProcessAction.None;
        }
        else if (decision.Next is { State: ProcessState.Running, ProcessId: var pid } && pid != 0 && slot.ChildStartTime == 0)
            slot.ChildStartTime = kernel.Identify(pid)?.StartTime ?? 0;
    }

    /// <summary>The slot was there before a new start of the daemon: it goes on from where it was.</summary>
    /// <param name="hasChild">False when the pid may be another's already.</param>
    public void Resume(ProcessSlot slot, in ProcessStatus status, bool hasChild)
    {
        ArgumentNullException.ThrowIfNull(slot);
        slot.Status = status;
        if (status.ProcessId != 0 && hasChild)
            roster.SetProcessId(slot, status.ProcessId);
        SetDeadline(slot);
        journal.Note(slot);
    }

    /// <summary>What is intended with the slot has changed, and its status has not.</summary>
    public void NoteIntent(ProcessSlot slot) => journal.Note(slot);

    /// <summary>What was decided before a new start of the daemon and may not have been done.</summary>
    public void CarryAgain(ProcessSlot slot, ProcessAction action)
    {
        ArgumentNullException.ThrowIfNull(slot);
        Carry(slot, action);
    }

    /// <summary>Sends a signal that changes no state to the slot's process alone.</summary>
    /// <returns>Null, or why it could not be sent.</returns>
    public string? Signal(ProcessSlot slot, SignalNumber signal)
    {
        ArgumentNullException.ThrowIfNull(slot);
        var pid = slot.KnownProcessId;
        if (pid == 0)
            return $"attempted to send {slot.Settings.Name} sig {signal.Name} but it wasn't running";
        if (log.IsEnabled(DaemonLogLevel.Debug))
            log.Write(DaemonLogLevel.Debug, $"sending {slot.Settings.Name} (pid {pid}) sig {signal.Name}");
        return Send(slot, pid, signal, toGroup: false) is var errno and not 0 ? $"kill: {Errno.Describe(errno)}" : null;
    }

    private void SetDeadline(ProcessSlot slot)
    {
        if (slot.Status.Deadline is { } due && due != MonotonicTime.Never)
            timers.Set(slot.Deadline, due);
        else
            timers.Cancel(slot.Deadline);
    }

    private void Carry(ProcessSlot slot, ProcessAction action)
    {
        switch (action)
        {
            case ProcessAction.Spawn:
                slot.IsStoppedByRequest = false;
                slot.StartsLater = false;
                slot.Pipes?.Stdin.Restart();
                sockets.Provide(slot);
                // A pipe that died with this process would be the program's death by SIGPIPE.
                BeforeSpawn?.Invoke();
                BeginSpawn(slot);
                break;
            case ProcessAction.SendStopSignal:
                Send(slot, action, slot.Policy.Stop.Signal, slot.Policy.Stop.AsGroup);
                break;
            case ProcessAction.Kill:
                Kill(slot);
                break;
        }
    }

    private void BeginSpawn(ProcessSlot slot)
    {
        // Until a spawner has the request the pid of the last run must not be found.
        slot.Request!.Published.Clear();
        if (Remnants?.DelayStart(slot, problem => GoOnWithSpawn(slot, problem)) != true)
            spawns.Begin(slot);
    }

    /// <summary>Nothing is left of the last run, or that cannot be had.</summary>
    private void GoOnWithSpawn(ProcessSlot slot, string? problem)
    {
        if (problem is null && slot.Status.State == ProcessState.Starting)
        {
            spawns.Begin(slot);
            return;
        }
        slot.Owed = ProcessAction.None;
        Apply(slot, ProcessInput.SpawnFailed(problem ?? "it was stopped before"));
    }

    private void Kill(ProcessSlot slot)
    {
        var stop = slot.Policy.Stop;
        var whom = slot.Remains is null
            ? $"({slot.KnownProcessId})"
            : $"(what is left of the {(stop.EndsTree ? "tree" : "group")} of {slot.LeaderExit.ProcessId})";
        log.Write(DaemonLogLevel.Warn, $"killing '{slot.Settings.Name}' {whom} with SIGKILL");
        if (stop.EndsTree || slot.Kinship.StartClearing is not null)
            Remnants?.Kill(slot);
        Send(slot, ProcessAction.Kill, SignalNumber.Kill, stop.KillAsGroup);
    }

    private void Send(ProcessSlot slot, ProcessAction action, SignalNumber signal, bool toGroup)
    {
        if (slot.Remains is { } remains)
        {
            if (remains.Send(signal) == Errno.ESRCH)
                Apply(slot, ProcessInput.GroupEmptied);
            return;
        }
        var pid = slot.KnownProcessId;
        if (pid == 0)
        {
            slot.Owed = action;
            slot.Launch?.Stop();
            return;
        }
        // What could not be sent before is superseded.
        slot.Owed = ProcessAction.None;
        if (action == ProcessAction.SendStopSignal && log.IsEnabled(DaemonLogLevel.Debug))
        {
            var whom = toGroup ? "process group " : "";
            log.Write(DaemonLogLevel.Debug, $"killing {slot.Settings.Name} (pid {pid}) {whom}with signal {signal.Name}");
        }
        // A child that hangs before exec leads its group already, unless it hangs so early that it has not made it: then it is alone.
        var errno = Send(slot, pid, signal, toGroup);
        if (errno == Errno.ESRCH && toGroup)
            errno = Send(slot, pid, signal, toGroup: false);
        // ESRCH: it has ended and the exit is on its way.
        if (errno is not (0 or Errno.ESRCH))
            Apply(slot, ProcessInput.SignalFailed($"kill: {Errno.Describe(errno)}"));
    }

    private int Send(ProcessSlot slot, int pid, SignalNumber signal, bool toGroup) =>
        slot.Adopted?.Signal(signal, toGroup) ?? kernel.Signal(pid, signal, toGroup);

    private void Settle(ProcessSlot slot)
    {
        slot.Remains?.Dispose();
        slot.Remains = null;
        slot.Kinship.EndKillClearing();
        slot.Owed = ProcessAction.None;
        if (slot.Status.State == ProcessState.Stopped)
            Remnants?.LookAfter(slot);
        Settled?.Invoke(slot);
    }
}
