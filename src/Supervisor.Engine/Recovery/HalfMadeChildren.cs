using Supervisor.Engine.Kernel;
using Supervisor.Engine.Slots;
using Supervisor.Engine.States;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Engine.Recovery;

/// <summary>
/// Starts that an earlier master has begun and whose children have not executed their commands yet. As if their spawner were still to answer
/// they are STARTING, known by the pid that the child has left, and are signalled and stopped by that.
/// </summary>
internal sealed class HalfMadeChildren(
    SlotDriver driver,
    Roster roster,
    IKernel kernel,
    TimerQueue timers,
    MonotonicClock clock,
    IDaemonLog log
)
{
    /// <summary>What a child ends with that cannot execute its command.</summary>
    private const int StartFailed = 127;

    /// <summary>The start goes on; nothing follows from that yet.</summary>
    public void Restore(ProcessSlot slot, in ProcessIdentity child)
    {
        roster.SetProcessId(slot, child.ProcessId);
        slot.HalfMade = new HalfMadeChild(slot, child, kernel, timers, clock, log, Executed);
    }

    /// <summary>Its end has come, and its pid is its own still or was given back. False when it had executed its command before that.</summary>
    public bool IsFailedStart(ProcessSlot slot, in ChildExit exit)
    {
        var child = slot.HalfMade!.Identity;
        if (kernel.Look(child.ProcessId) is { } stat && stat.Identity == child)
            return stat.HasNeverExecuted;
        return exit.ExitStatus is null or StartFailed;
    }

    /// <summary>It executed its command, and no look has seen that before its end came.</summary>
    public void NoteExecuted(ProcessSlot slot) => Executed(slot, slot.HalfMade!.Identity);

    /// <summary>It has ended without executing its command. Why it could not is gone with the master that has made it.</summary>
    public void Failed(ProcessSlot slot, in ChildExit exit)
    {
        roster.ForgetProcessId(slot, slot.HalfMade!.Identity.ProcessId);
        slot.Adopted?.Dispose();
        slot.Adopted = null;
        End(slot);
        slot.Request!.Published.Clear();
        slot.Owed = ProcessAction.None;
        var reason =
            exit.ExitStatus == StartFailed
                ? "its command could not be executed, for a reason that is lost with the supervisord that began this start"
                : $"it {ExitText.Sentence(exit)} before it executed its command";
        driver.Apply(slot, ProcessInput.SpawnFailed(reason));
    }

    private void Executed(ProcessSlot slot, ProcessIdentity child)
    {
        End(slot);
        driver.Executed(slot, child);
    }

    private static void End(ProcessSlot slot)
    {
        slot.HalfMade!.Dispose();
        slot.HalfMade = null;
    }
}
