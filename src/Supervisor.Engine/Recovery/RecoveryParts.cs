using Supervisor.Engine.Journal;
using Supervisor.Engine.Keeping;

namespace Supervisor.Engine.Recovery;

/// <summary>What lets another master go on where this one stops.</summary>
public sealed record RecoveryParts(ISlotJournal Journal, IKeeper Keeper)
{
    /// <summary>Nothing: the death of this process is the end.</summary>
    public static RecoveryParts None { get; } = new(new NoJournal(), new NoKeeper());
}
