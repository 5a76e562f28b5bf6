using Supervisor.Engine.Journal;

namespace Supervisor.Engine.Recovery;

/// <summary>Finds out what has become of the children that a journal speaks of.</summary>
public interface IChildEvidence
{
    ChildEvidence Find(SlotRecord record);
}
