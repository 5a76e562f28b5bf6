using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Table;
using Supervisor.Toml;

namespace Supervisor.Configuration.Loading;

/// <summary>Sorts what the files hold into tables, each of which may be there only once.</summary>
internal sealed class TableCollector(LoadContext load)
{
    private readonly Dictionary<(TableKind, string?), SourceTable> _known = [];
    private readonly List<SourceTable> _tables = [];

    /// <summary>Set when a document could not be read: what seems to be missing may then be in it.</summary>
    public bool IsIncomplete { get; set; }

    /// <summary>The tables of a kind in the order they were read.</summary>
    public IEnumerable<SourceTable> Of(TableKind kind) => _tables.Where(table => table.Definition.Kind == kind);

    public SourceTable? Find(TableKind kind, string? name = null) => _known.GetValueOrDefault((kind, name));

    /// <summary>A table of the files, or an empty one whose keys all have their defaults.</summary>
    public SourceTable FindOrEmpty(TableKind kind, SourceFile root) =>
        Find(kind) ?? new SourceTable(SettingsTable.Of(kind), null, [], root, null);

    /// <summary>Takes a document's tables in; its [include] is given back, because it belongs to this document alone.</summary>
    public SourceTable? Add(SourceFile file, TomlTable root)
    {
        SourceTable? include = null;
        foreach (var entry in root)
        {
            if (SettingsTable.Find(entry.Key) is not { } definition)
                ReportUnknown(file, entry);
            else if (entry.Value is not TomlTable table)
                load.Diagnostics.Error(file, entry.KeySpan, $"'{entry.Key}' must be a table: write {definition.DisplayName}");
            else if (definition.Kind == TableKind.Include)
                include = new SourceTable(definition, null, EntriesOf(definition, table), file, entry.KeySpan);
            else
                AddTables(file, definition, entry.KeySpan, table);
        }
        return include;
    }

    private void AddTables(SourceFile file, TableDefinition definition, SourceSpan nameSpan, TomlTable table)
    {
        if (definition.Naming == TableNaming.Alone)
        {
            Add(new SourceTable(definition, null, EntriesOf(definition, table), file, nameSpan));
            return;
        }
        var own = new List<SourceEntry>();
        var named = new List<SourceTable>();
        foreach (var entry in table)
        {
            if (entry.Value is TomlTable inner)
                named.Add(new SourceTable(definition, entry.Key, EntriesOf(definition, inner), file, entry.KeySpan));
            else if (definition.Naming == TableNaming.AloneOrNamed)
                own.Add(SourceEntry.Of(entry));
            else
                load.Diagnostics.Error(file, entry.KeySpan, $"[{definition.Name}] needs a name: write {definition.DisplayName}");
        }
        if (definition.Naming == TableNaming.AloneOrNamed && (own.Count > 0 || table.Count == 0))
            Add(new SourceTable(definition, null, own, file, nameSpan));
        // The one without a name stands before them in the file as well, and the first server is what AUTO stands for.
        foreach (var source in named)
            Add(source);
    }

    private void Add(SourceTable table)
    {
        if (_known.TryGetValue((table.Definition.Kind, table.Name), out var first))
        {
            load.Diagnostics.Error(
                table.File,
                table.NameSpan,
                $"[{table.Title}] at {table.Place} is already defined at {first.Place}; one of the two must go"
            );
            return;
        }
        _known.Add((table.Definition.Kind, table.Name), table);
        _tables.Add(table);
    }

    /// <summary>The plugins' keys have a dot in their names; without quotes TOML makes tables of them.</summary>
    private static IReadOnlyList<SourceEntry> EntriesOf(TableDefinition definition, TomlTable table)
    {
        var hasDottedKeys = definition.Kind is TableKind.RpcInterface or TableKind.ControlPlugin;
        return
        [
            .. table.SelectMany(entry =>
                hasDottedKeys && entry is { Key: "supervisor", Value: TomlTable inner }
                    ? inner.Select(part => new SourceEntry("supervisor." + part.Key, part.KeySpan, part.Value))
                    : [SourceEntry.Of(entry)]
            ),
        ];
    }

    private void ReportUnknown(SourceFile file, TomlEntry entry)
    {
        var names = SettingsTable.All.Select(table => table.Name);
        if (entry.Value is TomlTable)
        {
            var suggestion = Spelling.Suggestion(entry.Key, names, "known tables", name => SettingsTable.Find(name)!.DisplayName);
            load.Diagnostics.Error(file, entry.KeySpan, $"unknown table [{entry.Key}]{suggestion}");
            return;
        }
        load.Diagnostics.Error(
            file,
            entry.KeySpan,
            $"key '{entry.Key}' stands before the first table; keys belong into a table such as [supervisord]"
        );
    }
}
