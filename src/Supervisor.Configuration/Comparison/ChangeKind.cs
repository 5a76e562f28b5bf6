namespace Supervisor.Configuration.Comparison;

/// <summary>What became of a process or group from one configuration to the next.</summary>
public enum ChangeKind
{
    Unchanged,
    Added,
    Removed,
    Changed,
}
