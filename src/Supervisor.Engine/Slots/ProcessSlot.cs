using Supervisor.Configuration.Settings;
using Supervisor.Engine.Announcements;
using Supervisor.Engine.Descendants;
using Supervisor.Engine.Forking;
using Supervisor.Engine.Journal;
using Supervisor.Engine.Kernel;
using Supervisor.Engine.Recovery;
using Supervisor.Engine.Sockets;
using Supervisor.Engine.Spawning;
using Supervisor.Engine.States;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Engine.Slots;

/// <summary>
/// The place of one process: its settings, its state, and what outlives a single run (pipes, counters). Only the loop's thread touches it.
/// </summary>
public sealed class ProcessSlot
{
    internal ProcessSlot(ProcessSettings settings, ITimerTarget deadlineTarget)
    {
        Settings = settings;
        Policy = ProcessPolicy.Of(settings);
        Deadline = new LoopTimer(deadlineTarget, this);
    }

    public ProcessSettings Settings { get; private set; }

    public ProcessStatus Status { get; internal set; } = ProcessStatus.Initial;

    public SlotStory Story { get; private set; } = new();

    public SlotIntent Intent { get; internal set; }

    /// <summary>It belongs to no group any more, and nothing will happen to it.</summary>
    public bool IsRemoved { get; internal set; }

    /// <summary>Settings that are taken over when the slot has stopped, or null.</summary>
    internal ProcessSettings? Replacement { get; set; }

    internal ProcessPolicy Policy { get; private set; }

    internal LoopTimer Deadline { get; }

    /// <summary>Set when the slot has its pipes.</summary>
    internal SpawnRequest? Request { get; set; }

    internal SlotPipes? Pipes { get; set; }

    /// <summary>Where the journal has it; null when it is not noted.</summary>
    internal int? JournalIndex { get; set; }

    /// <summary>Its name in the journal; see <see cref="SlotName"/>.</summary>
    internal SlotName JournalName { get; set; }

    /// <summary>Start time of the child, as in <see cref="ProcessIdentity"/>; 0 when it was not looked at.</summary>
    internal ulong ChildStartTime { get; set; }

    /// <summary>The end of the child, from when it is seen until it has been dealt with.</summary>
    internal ChildExit? NotedDeath { get; set; }

    /// <summary>With a noted death: the pid is not its own any more.</summary>
    internal bool IsReaped { get; set; }

    /// <summary>Null for a child of our own; otherwise how it is signalled and its end is noticed.</summary>
    internal AdoptedProcess? Adopted { get; set; }

    /// <summary>The child of a start that another master has begun, while it has not executed its command; null otherwise.</summary>
    internal HalfMadeChild? HalfMade { get; set; }

    /// <summary>Null for a program without sockets.</summary>
    internal SlotSockets? Sockets { get; set; }

    /// <summary>Where its streams are written, automatic names resolved; null without a file.</summary>
    public string? StdoutFile { get; internal set; }

    public string? StderrFile { get; internal set; }

    /// <summary>What is still to be told about it, in order.</summary>
    internal List<Announcement> Untold { get; } = [];

    /// <summary>Drains that have been asked of the log pump and not been answered; while there are any, nothing is told.</summary>
    internal int OpenDrains { get; set; }

    /// <summary>Called once all that waits has been told.</summary>
    internal Action? AfterTold { get; set; }

    /// <summary>Counts the waits for drains, so that a late answer is not taken for one of the present wait.</summary>
    internal int DrainWait { get; set; }

    /// <summary>When waiting for the open drains ends.</summary>
    internal MonotonicTime DrainPatience { get; set; }

    /// <summary>Its place among the spawns under way.</summary>
    internal int SpawnPosition { get; set; }

    /// <summary>A signal that could not be sent because the child has no pid yet.</summary>
    internal ProcessAction Owed { get; set; }

    /// <summary>An exit that came before the spawner's answer, or null.</summary>
    internal ChildExit? EarlyExit { get; set; }

    /// <summary>What is to be ended of the program's other processes after the main one's end, or null.</summary>
    internal IRemains? Remains { get; set; }

    /// <summary>The start under way of a program that forks itself; null when none is.</summary>
    internal ForkingStart? Launch { get; set; }

    /// <summary>What is known of the program's processes beyond the main one.</summary>
    internal SlotKinship Kinship { get; } = new();

    /// <summary>How the last child ended that has been reaped; told again when the rest of its group has ended too.</summary>
    internal ChildExit LeaderExit { get; set; }

    /// <summary>
    /// The number of the last change of its state that was announced. It begins with the moment when the slot came to be, so that no slot
    /// has a number that one of the same name had before it.
    /// </summary>
    internal long Changes { get; set; }

    /// <summary>Its last end was wanted by somebody: a reload does not start it again.</summary>
    public bool IsStoppedByRequest { get; internal set; }

    /// <summary>Counts the requests to stop it: a start that was asked for before one of them is over.</summary>
    internal int StopRequests { get; set; }

    /// <summary>A reload starts it once what that has removed is gone, unless somebody starts or stops it before.</summary>
    internal bool StartsLater { get; set; }

    /// <summary>Starts that clients asked for and that wait until the command has been looked up.</summary>
    internal int StartsUnderCheck { get; set; }

    public bool WasEverStarted { get; internal set; }

    /// <summary>It runs once, and its last run was the success that it was started for: any other would have left an error.</summary>
    public bool IsCompleted =>
        Settings.Retry.Type == StartType.Oneshot && Status.State == ProcessState.Exited && Story.SpawnError.Length == 0;

    /// <summary>A start of it has succeeded, as its type says.</summary>
    public bool HasSucceeded => Settings.Retry.Type == StartType.Oneshot ? IsCompleted : Status.State == ProcessState.Running;

    /// <summary>Nothing of it is left in the kernel and nothing is under way.</summary>
    public bool IsIdle => Status.Child == ChildPresence.None;

    /// <summary>It does not run, and nothing will start it by itself.</summary>
    public bool IsAtRest => IsIdle && Status.State.IsStopped() && Status.Deadline is null;

    /// <summary>The pid, also of a child that has not executed its program yet; 0 if there is none, or it has been reaped.</summary>
    public int KnownProcessId =>
        Status.ProcessId != 0 ? Status.ProcessId
        : Status.Child == ChildPresence.Spawning && EarlyExit is null ? Request?.Published.Value ?? 0
        : 0;

    /// <summary>The pid that people are told: of a program that forks itself that of its main process alone.</summary>
    public int ShownProcessId => Settings.Forking is null ? KnownProcessId : Status.ProcessId;

    /// <summary>Whose output comes through its pipes now: the present child's, or that of the last one and what it left behind.</summary>
    internal int WriterProcessId =>
        EarlyExit is { } early ? early.ProcessId
        : KnownProcessId is var present and not 0 ? present
        : LeaderExit.ProcessId;

    internal void TakeOver(ProcessSettings settings)
    {
        Settings = settings;
        Policy = ProcessPolicy.Of(settings);
        Replacement = null;
    }

    /// <summary>It was there before a new start of the daemon.</summary>
    internal void Recover(SlotStory story) => Story = story;

    /// <summary>What it was before it was removed counts no more.</summary>
    internal void BeginAnew()
    {
        WasEverStarted = false;
        IsStoppedByRequest = false;
        Story = new SlotStory();
    }

    public override string ToString() => $"{Settings.DisplayName} {Status.State.Word()}";
}
