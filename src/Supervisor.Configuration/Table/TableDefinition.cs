using System.Collections.Immutable;

namespace Supervisor.Configuration.Table;

/// <summary>A table with its keys.</summary>
/// <param name="Name">As written in the file.</param>
/// <param name="Help">One line.</param>
public sealed record TableDefinition(TableKind Kind, string Name, TableNaming Naming, string Help, ImmutableArray<SettingKey> Keys)
{
    /// <summary>"[program.NAME]" or "[supervisord]".</summary>
    public string DisplayName => Naming == TableNaming.Named ? $"[{Name}.NAME]" : $"[{Name}]";
}
