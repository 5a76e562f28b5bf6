namespace Supervisor.Toml;

/// <summary>A key of a table with its value.</summary>
public sealed class TomlEntry
{
    internal TomlEntry(string key, SourceSpan keySpan, TomlValue value)
    {
        Key = key;
        KeySpan = keySpan;
        Value = value;
    }

    /// <summary>The key as it is meant: without quotes, escapes replaced.</summary>
    public string Key { get; }

    /// <summary>The text of this key alone, quotes included; of a dotted key or a header only the part that names this entry.</summary>
    public SourceSpan KeySpan { get; private set; }

    public TomlValue Value { get; }

    /// <summary>A table that a longer header implied got its own header: that is where it is defined.</summary>
    internal void MoveKeyTo(SourceSpan keySpan) => KeySpan = keySpan;
}
