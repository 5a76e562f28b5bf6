using System.Collections;

namespace Supervisor.Toml;

/// <summary>An array, written in brackets or as a sequence of [[tables]].</summary>
public sealed class TomlArray : TomlValue, IReadOnlyList<TomlValue>
{
    private readonly List<TomlValue> _items;

    internal TomlArray(List<TomlValue> items, bool isArrayOfTables, SourceSpan span)
        : base(span)
    {
        _items = items;
        IsArrayOfTables = isArrayOfTables;
    }

    public int Count => _items.Count;

    public override string KindName => "array";

    /// <summary>Whether it was made by [[headers]]; only such an array can grow after it was written.</summary>
    internal bool IsArrayOfTables { get; }

    public TomlValue this[int index] => _items[index];

    public IEnumerator<TomlValue> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Append(TomlTable table) => _items.Add(table);
}
