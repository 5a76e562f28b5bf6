using Supervisor.Engine.Slots;
using Supervisor.Protocol.Replies;

namespace Supervisor.Engine.Control;

/// <summary>Stops a process. One that waits to be started again is stopped as well: it will not be.</summary>
internal sealed class StopCall(ProcessSlot slot, bool waits, SlotDriver driver) : ProcessCall(slot)
{
    public override bool OnlyWaits => true;

    public override ProcessOutcome? Begin()
    {
        Slot.StopRequests++;
        if (!IsStoppable(Slot))
            return Outcome(ControlResult.NotRunning);
        Slot.IsStoppedByRequest = true;
        Slot.StartsLater = false;
        // A reload stops it to start it again: who wants it stopped is the later one.
        if (Slot.Intent == SlotIntent.Restart)
            Slot.Intent = SlotIntent.None;
        driver.Stop(Slot);
        return Look() ?? (waits ? null : Outcome(ControlResult.Success));
    }

    public override ProcessOutcome? Look()
    {
        if (Slot.IsRemoved)
            return Outcome(ControlResult.Success);
        if (Slot.Status.State == ProcessState.Unknown)
            return Outcome(ControlResult.Failed, Slot.Story.SpawnError);
        return Slot.Status.State.IsStopped() ? Outcome(ControlResult.Success) : null;
    }

    /// <summary>It is up, or will be because a reload or somebody has asked for a start or a restart that is still to come.</summary>
    public static bool IsStoppable(ProcessSlot slot) =>
        IsUp(slot) || slot.Intent == SlotIntent.Restart || slot.StartsLater || slot.StartsUnderCheck > 0;

    /// <summary>It runs, or will by itself: Supervisor's RUNNING_STATES, and an end after which a restart is due.</summary>
    public static bool IsUp(ProcessSlot slot) =>
        slot.Status.State.IsRunning() || (slot.Status.State == ProcessState.Exited && slot.Status.Deadline is not null);
}
