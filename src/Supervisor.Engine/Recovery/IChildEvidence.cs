using Supervisor.Engine.Journal;
using Supervisor.Posix;

namespace Supervisor.Engine.Recovery;

/// <summary>Finds out what has become of the children that a journal speaks of.</summary>
public interface IChildEvidence
{
    ChildEvidence Find(SlotRecord record);

    /// <summary>The record's child, if it lives; nothing is used up by looking.</summary>
    ProcessIdentity? FindLiving(SlotRecord record);
}
