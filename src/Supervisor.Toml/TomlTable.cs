using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Supervisor.Toml;

/// <summary>A table: its entries in the order in which their keys first appear.</summary>
public sealed class TomlTable : TomlValue, IReadOnlyList<TomlEntry>
{
    /// <summary>Up to so many entries a look through the list is quicker than a hash table, and costs no memory.</summary>
    private const int ListOnlyCount = 8;

    private readonly List<TomlEntry> _entries = [];
    private Dictionary<string, TomlEntry>? _byKey;

    internal TomlTable(TableOrigin origin, SourceSpan span)
        : base(span) => Origin = origin;

    public int Count => _entries.Count;

    public override string KindName => "table";

    internal TableOrigin Origin { get; private set; }

    public TomlEntry this[int index] => _entries[index];

    public bool TryGet(string key, [NotNullWhen(true)] out TomlEntry? entry)
    {
        if (_byKey is not null)
        {
            return _byKey.TryGetValue(key, out entry);
        }
        foreach (TomlEntry candidate in _entries)
        {
            if (candidate.Key == key)
            {
                entry = candidate;
                return true;
            }
        }
        entry = null;
        return false;
    }

    public IEnumerator<TomlEntry> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Adds an entry whose key the caller knows to be new.</summary>
    internal void Add(TomlEntry entry)
    {
        _entries.Add(entry);
        if (_byKey is not null)
        {
            _byKey.Add(entry.Key, entry);
        }
        else if (_entries.Count > ListOnlyCount)
        {
            _byKey = _entries.ToDictionary(known => known.Key, StringComparer.Ordinal);
        }
    }

    /// <summary>An implied table gets its own header.</summary>
    internal void DefineByHeader(SourceSpan header)
    {
        Origin = TableOrigin.Header;
        Span = header;
    }

    /// <summary>An implied table gets keys from a dotted key, which defines it just as a header would.</summary>
    internal void DefineByDottedKey() => Origin = TableOrigin.DottedKey;

    /// <summary>The closing brace of an inline table has been read.</summary>
    internal void CloseInline(SourceSpan span) => Span = span;
}
