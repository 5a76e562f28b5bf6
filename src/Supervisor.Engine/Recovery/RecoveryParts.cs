using Supervisor.Engine.Journal;
using Supervisor.Engine.Keeping;
using Supervisor.Engine.Listeners;

namespace Supervisor.Engine.Recovery;

/// <summary>What lets another master go on where this one stops.</summary>
public sealed record RecoveryParts(ISlotJournal Journal, IKeeper Keeper)
{
    /// <summary>Of the control servers and of programs.</summary>
    public KeptListeners Listeners { get; } = new(Keeper);

    /// <summary>What listeners have still to get; null notes nothing.</summary>
    public EventNotes? Events { get; init; }

    /// <summary>Nothing: the death of this process is the end.</summary>
    public static RecoveryParts None => new(new NoJournal(), new NoKeeper());
}
