using System.Collections.Immutable;
using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Table;
using Supervisor.Configuration.Values;

namespace Supervisor.Configuration.Loading;

/// <summary>Makes the groups: each [group.x], and every program that is in none as a group of itself.</summary>
internal sealed class GroupReader(LoadContext load, TableCollector tables, DaemonSettings daemon, string? serverUrl)
{
    private readonly HashSet<SourceTable> _grouped = [];
    private readonly Dictionary<string, SourceTable> _groupNames = new(StringComparer.Ordinal);
    private readonly List<ProcessGroupSettings> _groups = [];

    /// <summary>By (priority, name).</summary>
    public ImmutableArray<ProcessGroupSettings> Read()
    {
        var programs = tables
            .Of(TableKind.Program)
            .Concat(tables.Of(TableKind.EventListener))
            .Concat(tables.Of(TableKind.FastCgiProgram))
            .ToArray();
        CheckNames(programs);
        foreach (var table in tables.Of(TableKind.Group))
            Add(table, ReadGroup(table));
        foreach (var table in programs.Where(program => !_grouped.Contains(program)))
            Add(table, ReadOwnGroup(table));
        return [.. _groups.OrderBy(group => group.Priority).ThenBy(group => group.Name, StringComparer.Ordinal)];
    }

    private void CheckNames(SourceTable[] programs)
    {
        var known = new Dictionary<string, SourceTable>(StringComparer.Ordinal);
        foreach (var table in programs.Concat(tables.Of(TableKind.Group)))
        {
            if (NamingRule.MistakeIn(table.Name!) is { } mistake)
                load.Diagnostics.Error(table.File, table.NameSpan, $"{mistake} in [{table.Title}]");
        }
        foreach (var table in programs)
        {
            if (!known.TryAdd(table.Name!, table))
            {
                var first = known[table.Name!];
                load.Diagnostics.Error(
                    table.File,
                    table.NameSpan,
                    $"[{table.Title}] at {table.Place} has the same name as [{first.Title}] at {first.Place}"
                );
            }
        }
    }

    private void Add(SourceTable table, ProcessGroupSettings group)
    {
        if (!_groupNames.TryAdd(group.Name, table))
        {
            var first = _groupNames[group.Name];
            // Two programs of one name have been told already.
            if (first.Definition.Kind == TableKind.Group)
                load.Diagnostics.Error(
                    table.File,
                    table.NameSpan,
                    $"[{table.Title}] at {table.Place} makes a group of the same name as [{first.Title}] at {first.Place}"
                );
            return;
        }
        CheckProcessNames(table, group);
        _groups.Add(group);
    }

    private void CheckProcessNames(SourceTable table, ProcessGroupSettings group)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var process in group.Processes.Where(process => !names.Add(process.Name)))
        {
            load.Diagnostics.Error(
                table.File,
                table.NameSpan,
                $"[{table.Title}] has two processes called '{process.Name}'; make process_name differ"
            );
        }
    }

    private ProcessGroupSettings ReadOwnGroup(SourceTable table)
    {
        var reader = new ProgramReader(load, table, daemon, serverUrl);
        var processes = reader.Read(table.Name!);
        return new ProcessGroupSettings(
            table.Name!,
            reader.ReadGroupPriority(),
            processes,
            reader.ReadEventListener(),
            processes.IsEmpty ? null : processes[0].FastCgiSocket
        );
    }

    private ProcessGroupSettings ReadGroup(SourceTable table)
    {
        var reader = new TableReader(load, table);
        reader.RefuseUnknownKeys();
        var scope = load.ScopeOf(table.File);
        var processes = ImmutableArray.CreateBuilder<ProcessSettings>();
        var members = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in reader.TryRead(OtherKeys.GroupPrograms, scope, out var names) ? names : [])
        {
            if (!members.Add(name.Text))
                load.Diagnostics.Error(table.File, name.Span, $"[{table.Title}] names {name.Text} twice");
            else if (FindMember(table, name) is { } program)
                processes.AddRange(new ProgramReader(load, program, daemon, serverUrl).Read(table.Name!));
        }
        return new ProcessGroupSettings(table.Name!, reader.Read(OtherKeys.GroupPriority, scope), processes.ToImmutable(), null, null);
    }

    private SourceTable? FindMember(SourceTable group, LocatedText name)
    {
        var program = tables.Find(TableKind.Program, name.Text);
        var fastCgi = tables.Find(TableKind.FastCgiProgram, name.Text);
        if (program is not null && fastCgi is not null)
            load.Diagnostics.Error(
                group.File,
                name.Span,
                $"[{group.Title}] name {name.Text} is ambiguous (exists as program and fcgi-program)"
            );
        if ((program ?? fastCgi) is { } found)
        {
            _grouped.Add(found);
            return found;
        }
        if (tables.IsIncomplete)
            return null;
        var isListener = tables.Find(TableKind.EventListener, name.Text) is not null;
        var known = tables.Of(TableKind.Program).Concat(tables.Of(TableKind.FastCgiProgram)).Select(table => table.Name!);
        var hint =
            isListener ? "; an eventlistener cannot be in a group"
            : Spelling.Nearest(name.Text, known) is { } near ? $"; did you mean '{near}'?"
            : "";
        load.Diagnostics.Error(group.File, name.Span, $"[{group.Title}] names unknown program or fcgi-program {name.Text}{hint}");
        return null;
    }
}
