using System.Collections.Immutable;
using Supervisor.Configuration.Settings;

namespace Supervisor.Configuration.Comparison;

/// <summary>What became of a group itself; its processes are told one by one.</summary>
/// <param name="Old">Null for an added one.</param>
/// <param name="New">Null for a removed one.</param>
/// <param name="ChangedKeys">priority, events and the like; "programs" when the order of its processes changed.</param>
public sealed record GroupDifference(
    ChangeKind Kind,
    ProcessGroupSettings? Old,
    ProcessGroupSettings? New,
    ImmutableArray<string> ChangedKeys
)
{
    public ProcessGroupSettings Group => New ?? Old!;
}
