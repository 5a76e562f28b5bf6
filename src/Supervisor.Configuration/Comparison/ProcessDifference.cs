using System.Collections.Immutable;
using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Table;

namespace Supervisor.Configuration.Comparison;

/// <summary>What became of one process, which is known by its group's name and its own.</summary>
/// <param name="Old">Null for an added one.</param>
/// <param name="New">Null for a removed one.</param>
/// <param name="ChangedKeys">The names of the keys that differ, in the settings table's order.</param>
/// <param name="Needs">The strongest thing that a changed key needs; nothing for the other kinds.</param>
public sealed record ProcessDifference(
    ChangeKind Kind,
    ProcessSettings? Old,
    ProcessSettings? New,
    ImmutableArray<string> ChangedKeys,
    ChangeNeeds Needs
)
{
    public ProcessSettings Process => New ?? Old!;

    /// <summary>"command, environment changed", for the log.</summary>
    public string Reason =>
        Kind switch
        {
            ChangeKind.Changed => string.Join(", ", ChangedKeys) + " changed",
            ChangeKind.Added => "added",
            ChangeKind.Removed => "removed",
            _ => "unchanged",
        };
}
