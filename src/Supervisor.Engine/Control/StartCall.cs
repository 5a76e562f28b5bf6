using Supervisor.Configuration.Settings;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Spawning;
using Supervisor.Protocol.Replies;

namespace Supervisor.Engine.Control;

/// <summary>
/// Starts a process with the faults of the original (reference 3.3): the command is looked at first, and a start whose command is not there
/// changes no state.
/// </summary>
internal sealed class StartCall(ProcessSlot slot, bool waits, SlotDriver driver, SpawnWatch spawns) : ProcessCall(slot)
{
    private bool _isChecked;
    private bool _hasBegun;

    private readonly int _stopRequests = slot.StopRequests;

    public override bool OnlyWaits => _hasBegun;

    public override ProcessOutcome? Begin()
    {
        Slot.StartsUnderCheck++;
        spawns.Check(Slot.Request!, this);
        return null;
    }

    /// <summary>Somebody else has begun the start: only its outcome is waited for.</summary>
    public ProcessOutcome? Follow()
    {
        Resume(CallStage.Waiting);
        return Look();
    }

    public override void Resume(CallStage stage) => (_isChecked, _hasBegun) = (true, true);

    public override ProcessOutcome? Checked(CommandCheck check)
    {
        Slot.StartsUnderCheck--;
        return Begin(check);
    }

    /// <summary>Begins with what a look-up has found.</summary>
    public ProcessOutcome? Begin(CommandCheck check)
    {
        _isChecked = true;
        if (Slot.IsRemoved)
            return Outcome(ControlResult.BadName);
        if (Slot.StopRequests != _stopRequests)
            return Outcome(ControlResult.AbnormalTermination);
        if (check.Error is { } error)
            return Outcome(check.IsMissing ? ControlResult.NoFile : ControlResult.NotExecutable, error);
        if (Slot.Status.State.IsRunning())
            return Outcome(ControlResult.AlreadyStarted);
        if (Slot.Status.State == ProcessState.Unknown)
            return Outcome(ControlResult.Failed, $"{Name.DisplayName} is in an unknown process state");
        if (!driver.StartsAllowed)
            return Outcome(ControlResult.ShuttingDown, "");
        if (Slot.Status.State == ProcessState.Stopping)
            return Outcome(ControlResult.AbnormalTermination);
        Slot.IsStoppedByRequest = false;
        _hasBegun = true;
        driver.Start(Slot);
        return Look();
    }

    public override ProcessOutcome? Look()
    {
        if (!_isChecked)
            return null;
        if (Slot.IsRemoved)
            return Outcome(ControlResult.AbnormalTermination);
        if (!_hasBegun)
            return null;
        return waits && Slot.Settings.Retry.Type == StartType.Oneshot ? LookAtRun() : LookAtStart();
    }

    private ProcessOutcome? LookAtStart()
    {
        var state = Slot.Status.State;
        // One that is through with its work already has been up as well.
        if (state == ProcessState.Running || Slot.Story.HasBeenUp)
            return Outcome(ControlResult.Success);
        if (Slot.Story.SpawnError.Length > 0)
            return Outcome(ControlResult.SpawnError);
        if (state != ProcessState.Starting)
            return Outcome(ControlResult.AbnormalTermination);
        // Without waiting it is over as soon as the child is there.
        return !waits && Slot.Status.ProcessId != 0 ? Outcome(ControlResult.Success) : null;
    }

    /// <summary>What runs once has been started when it is through with its work.</summary>
    private ProcessOutcome? LookAtRun()
    {
        if (Slot.HasSucceeded)
            return Outcome(ControlResult.Success);
        if (Slot.Status.State is ProcessState.Starting or ProcessState.Running)
            return null;
        if (Slot.Story.HasBeenUp)
            return Outcome(ControlResult.AbnormalTermination, $"{Name.DisplayName}: {Slot.Story.LastExit}");
        return Outcome(Slot.Story.SpawnError.Length > 0 ? ControlResult.SpawnError : ControlResult.AbnormalTermination);
    }
}
