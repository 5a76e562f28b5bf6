using Supervisor.Engine.Kernel;
using Supervisor.Engine.Slots;
using Supervisor.Engine.States;

namespace Supervisor.Engine.Keeping;

/// <summary>
/// Pidfds of children, held by a keeper that is not our parent: should this process die, its children fall to somebody who reaps them
/// without a word, and only who holds their pidfds learns how they ended (Linux 6.15).
/// </summary>
public sealed class KeptChildren(IKeeper keeper, IKernel kernel)
{
    /// <summary>The slot has a child, or had one when the keeper came.</summary>
    public void Keep(ProcessSlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        if (keeper.InheritsChildren || slot.JournalIndex is not { } index)
            return;
        if (slot.Status is not { Child: ChildPresence.Alive, ProcessId: var pid } || kernel.Identify(pid) is not { } identity)
            return;
        using var held = kernel.HoldProcess(identity);
        if (held?.Descriptor is { } number)
            keeper.Hold(KeeperKeys.Child(index), number);
    }
}
