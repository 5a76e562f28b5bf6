using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Table;
using Supervisor.Toml;

namespace Supervisor.Configuration.Loading;

/// <summary>One table as it stands in a file.</summary>
/// <param name="Name">The part behind the dot; null for a table that stands alone.</param>
/// <param name="Entries">Empty for a table that no file has and whose defaults are wanted.</param>
/// <param name="NameSpan">Where the table is named.</param>
internal sealed record SourceTable(
    TableDefinition Definition,
    string? Name,
    IReadOnlyList<SourceEntry> Entries,
    SourceFile File,
    SourceSpan? NameSpan
)
{
    /// <summary>"program.web", with the name quoted where TOML wants it.</summary>
    public string Title { get; } = Name is null ? Definition.Name : $"{Definition.Name}.{QuotedWhereNeeded(Name)}";

    /// <summary>"file:line:column" of the table's name.</summary>
    public string Place => NameSpan is { } span ? File.PlaceOf(span) : File.DisplayPath;

    public SourceEntry? Find(string key)
    {
        foreach (var entry in Entries)
        {
            if (string.Equals(entry.Key, key, StringComparison.Ordinal))
                return entry;
        }
        return null;
    }

    private static string QuotedWhereNeeded(string name) =>
        name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_') ? name : $"\"{name}\"";
}
