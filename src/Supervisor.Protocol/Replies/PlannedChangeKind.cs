namespace Supervisor.Protocol.Replies;

/// <summary>What a reload does to one process.</summary>
public enum PlannedChangeKind
{
    Unchanged,
    Added,
    Removed,
    Changed,
}
