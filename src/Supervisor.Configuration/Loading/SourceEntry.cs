using Supervisor.Toml;

namespace Supervisor.Configuration.Loading;

/// <summary>A key of a table with its value, under the name that the settings table has for it.</summary>
internal sealed record SourceEntry(string Key, SourceSpan KeySpan, TomlValue Value)
{
    public static SourceEntry Of(TomlEntry entry) => new(entry.Key, entry.KeySpan, entry.Value);
}
