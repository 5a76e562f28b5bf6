using System.Collections.Immutable;
using Supervisor.Engine.Slots;
using Supervisor.Protocol.Replies;

namespace Supervisor.Engine.Control;

/// <summary>Waits until a process is in one of some states, or without any until a start of it has succeeded.</summary>
internal sealed class StateCall(ProcessSlot slot, ImmutableArray<int> states) : ProcessCall(slot)
{
    public override bool OnlyWaits => true;

    public override ProcessOutcome? Begin() => Look();

    public override ProcessOutcome? Look() =>
        Slot.IsRemoved ? Outcome(ControlResult.BadName)
        : IsThere() ? Outcome(ControlResult.Success)
        : null;

    private bool IsThere() => states.IsEmpty ? Slot.HasSucceeded : states.Contains((int)Slot.Status.State);
}
