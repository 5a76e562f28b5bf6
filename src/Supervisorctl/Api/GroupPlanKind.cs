namespace Supervisorctl.Api;

/// <summary>What a reload means for a group as a whole.</summary>
internal enum GroupPlanKind
{
    Unchanged,
    Added,
    Changed,
    Removed,
}
