using System.Collections.Immutable;

namespace Supervisor.Configuration.Table;

/// <summary>A table with its keys.</summary>
/// <param name="kind">Which one it is.</param>
/// <param name="name">As written in the file.</param>
/// <param name="naming">Whether there are several, each with a name of its own.</param>
/// <param name="help">One line.</param>
/// <param name="keys">Asked once, and only when a file has such a table: most of them are in few files.</param>
public sealed class TableDefinition(TableKind kind, string name, TableNaming naming, string help, Func<ImmutableArray<SettingKey>> keys)
{
    private ImmutableArray<SettingKey> _keys;

    public TableKind Kind { get; } = kind;

    public string Name { get; } = name;

    public TableNaming Naming { get; } = naming;

    public string Help { get; } = help;

    public ImmutableArray<SettingKey> Keys => _keys.IsDefault ? _keys = keys() : _keys;

    /// <summary>"[program.NAME]" or "[supervisord]".</summary>
    public string DisplayName => Naming == TableNaming.Named ? $"[{Name}.NAME]" : $"[{Name}]";
}
