using Supervisor.Configuration.Settings;
using Supervisor.Engine.Descendants;
using Supervisor.Engine.Kernel;
using Supervisor.Engine.Recovery;
using Supervisor.Engine.Slots;
using Supervisor.Engine.States;
using Supervisor.Posix;

namespace Supervisor.Engine.Forking;

/// <summary>
/// Programs that fork themselves. Their orphans fall to the daemon, so their main processes are its children like others: it reaps them, and
/// until then their pids are their own.
/// </summary>
internal sealed class ForkingPrograms
{
    private readonly SlotDriver _driver;
    private readonly Roster _roster;
    private readonly IDaemonLog _log;
    private readonly IKernel _kernel;
    private readonly ForkingParts _parts;

    public ForkingPrograms(SlotDriver driver, Roster roster, DescendantFinder finder, ClearingParts clearing)
    {
        _driver = driver;
        _roster = roster;
        _log = clearing.Log;
        _kernel = clearing.Kernel;
        _parts = new ForkingParts(finder, clearing, MainFound, Failed);
    }

    /// <summary>What it takes to watch a main process that has another parent.</summary>
    public required AdoptionParts Adoption { get; init; }

    /// <summary>A spawner has made the slot's launching process.</summary>
    public void Launched(ProcessSlot slot, int processId)
    {
        slot.Launch = new ForkingStart(slot, slot.Settings.Forking!, processId, _parts);
        slot.ChildStartTime = slot.Launch.Traits.NotBefore;
        _driver.NoteIntent(slot);
    }

    /// <summary>The launching process has ended and been reaped.</summary>
    public void LauncherEnded(ProcessSlot slot, in ChildExit exit)
    {
        _roster.ForgetProcessId(slot, exit.ProcessId);
        NoteRun(slot, exit.ProcessId, _parts.Finder.Processes.Now);
        // The next master looks for what has stayed in its group.
        if (exit.ProcessId != 0)
            slot.LeaderExit = exit;
        slot.Adopted?.Dispose();
        slot.Adopted = null;
        slot.Launch!.ForgetLauncher();
        // Before its pid is forgotten: without either, the next master would launch the program a second time.
        _driver.NoteIntent(slot);
        slot.Request!.Published.Clear();
        slot.Launch!.LauncherEnded(exit);
    }

    /// <summary>A start that another master has begun is under way; nothing follows from that yet.</summary>
    /// <param name="launcher">The launching process, if it lives or waits to be reaped; 0 otherwise.</param>
    /// <param name="former">The launching process that has ended while nobody watched, or before; 0 when it is not known.</param>
    public void Restore(ProcessSlot slot, int launcher, int former)
    {
        slot.Launch = new ForkingStart(slot, slot.Settings.Forking!, launcher, _parts, isResumed: true);
        if (launcher != 0)
            _roster.SetProcessId(slot, launcher);
        // As long as its group has members no other process gets its number.
        else if (former != 0 && _parts.Finder.Processes.Find(former) is null)
            NoteRun(slot, former, slot.Launch.Traits.NotBefore + TicksOf(slot.Settings.Forking!.Timeout));
    }

    private static ulong TicksOf(TimeSpan time) => (ulong)(time.TotalSeconds * ProcessIdentity.TicksPerSecond);

    /// <summary>What has stayed in the group or session of the launching process is the program's; it may have been noted before it was reaped.</summary>
    private static void NoteRun(ProcessSlot slot, int launcher, ulong endedAt)
    {
        if (launcher != 0 && slot.Kinship.Runs.LastOrDefault().ProcessId != launcher)
            slot.Kinship.NoteRun(new PastRun(launcher, slot.Launch!.Traits.NotBefore, endedAt));
    }

    /// <summary>False when it is gone already.</summary>
    private bool MainFound(ProcessSlot slot, Descendant main)
    {
        if (_parts.Finder.Processes.Find(main.Process.ProcessId) is not { } stat || stat.Identity != main.Identity)
            return false;
        // Only this thread reaps, so a child that is there now is told of when it ends.
        if (stat.ParentId != _parts.Finder.Self && !TryAdopt(slot, main.Identity))
            return false;
        slot.Launch = null;
        var how = main.IsNamed ? "its pidfile names it" : "nothing else is left";
        _log.Write(DaemonLogLevel.Info, $"{slot.Settings.DisplayName}: the main process is {main}: {how}");
        _driver.MainFound(slot, stat.Identity);
        return true;
    }

    private bool TryAdopt(ProcessSlot slot, in ProcessIdentity identity)
    {
        if (_kernel.HoldProcess(identity) is not { } held)
            return false;
        slot.Adopted = new AdoptedProcess(slot, held, Adoption);
        slot.Adopted.Watch();
        return true;
    }

    private void Failed(ProcessSlot slot, string reason)
    {
        slot.Launch = null;
        slot.Owed = ProcessAction.None;
        _driver.Apply(slot, ProcessInput.SpawnFailed(reason));
    }
}
