using Supervisor.Engine.Slots;
using Supervisor.Engine.Spawning;
using Supervisor.Protocol.Replies;

namespace Supervisor.Engine.Control;

/// <summary>
/// Stops a process if it runs, and starts it then; the outcome is that of the start. The command is looked at before anything is stopped:
/// what could not be started again keeps running.
/// </summary>
internal sealed class RestartCall(ProcessSlot slot, bool waits, SlotDriver driver, SpawnWatch spawns) : ProcessCall(slot)
{
    private StartCall? _start;
    private bool _isChecked;
    private bool _isStopping;

    private readonly int _stopRequests = slot.StopRequests;

    /// <summary>The start that follows the stop is the slot's intent by then.</summary>
    public override bool OnlyWaits => _isStopping || _start is { OnlyWaits: true };

    public override CallStage Stage => _start is null ? CallStage.Stopping : CallStage.Waiting;

    public override void Resume(CallStage stage)
    {
        _isChecked = true;
        _isStopping = stage == CallStage.Stopping;
        if (_isStopping)
            return;
        _start = new StartCall(Slot, waits, driver, spawns) { Ended = Ended };
        _start.Resume(CallStage.Waiting);
    }

    public override ProcessOutcome? Begin()
    {
        Slot.StartsUnderCheck++;
        spawns.Check(Slot.Request!, this);
        return null;
    }

    public override ProcessOutcome? Checked(CommandCheck check)
    {
        _isChecked = true;
        Slot.StartsUnderCheck--;
        if (!driver.StartsAllowed)
            return Outcome(ControlResult.ShuttingDown, "");
        if (Slot.IsRemoved || Slot.Intent is SlotIntent.Remove)
            return Outcome(ControlResult.BadName);
        if (Slot.StopRequests != _stopRequests)
            return Outcome(ControlResult.AbnormalTermination);
        if (check.Error is { } error)
            return Outcome(check.IsMissing ? ControlResult.NoFile : ControlResult.NotExecutable, error);
        if (!StopCall.IsUp(Slot) && Slot.Status.State != ProcessState.Stopping)
        {
            _start = new StartCall(Slot, waits, driver, spawns) { Ended = Ended };
            return _start.Begin(check);
        }
        // What a reload intends with it includes a start where it has one.
        if (Slot.Intent == SlotIntent.None)
            Slot.Intent = SlotIntent.Restart;
        _isStopping = true;
        driver.Stop(Slot);
        return Look();
    }

    public override ProcessOutcome? Look()
    {
        if (_start is not null)
            return _start.Look();
        if (!_isChecked)
            return null;
        if (Slot.IsRemoved)
            return Outcome(ControlResult.BadName);
        if (_isStopping && Slot.Status.State == ProcessState.Unknown)
            return Outcome(ControlResult.Failed, Slot.Story.SpawnError);
        if (!_isStopping || Slot.Status.State == ProcessState.Stopping || Slot.Intent != SlotIntent.None)
            return null;
        // It has been started again by what was intended, or somebody had it stopped for good meanwhile.
        _start = new StartCall(Slot, waits, driver, spawns) { Ended = Ended };
        return _start.Follow();
    }
}
