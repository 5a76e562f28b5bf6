using System.Diagnostics.CodeAnalysis;
using Supervisor.Configuration.CommandLine;
using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Expansion;
using Supervisor.Configuration.Table;
using Supervisor.Configuration.Values;

namespace Supervisor.Configuration.Loading;

/// <summary>Reads the keys of one table. A mistake is reported, and the default takes its place so that everything else can be checked too.</summary>
internal sealed class TableReader(LoadContext load, SourceTable table, CommandLineOverrides? overrides = null)
{
    public SourceTable Table { get; } = table;

    public bool Has(SettingKey key) => IsOverridden(key) || Table.Find(key.Name) is not null;

    public T Read<T>(SettingKey<T> key, ExpansionScope scope, bool expandsTwice = false) =>
        TryRead(key, scope, out var value, expandsTwice) ? value : key.Default;

    /// <summary>True when the key is there and its value is good.</summary>
    public bool TryRead<T>(SettingKey<T> key, ExpansionScope scope, [MaybeNullWhen(false)] out T value, bool expandsTwice = false)
    {
        var context = new ReadContext(load, Table, key.Name, scope, expandsTwice);
        if (overrides is not null && overrides.Values.TryGetValue(key.Name, out var argument))
            return TryReadArgument(key, argument, context, out value);
        if (Table.Find(key.Name) is not { } entry)
        {
            value = default;
            return false;
        }
        if (!key.Type.TryRead(entry.Value, context, out value))
            return false;
        if (key.Check?.Invoke(value) is not { } mistake)
            return true;
        context.Report(entry.Value.Span, mistake);
        return false;
    }

    /// <summary>Reads a key that must be there.</summary>
    public T Require<T>(SettingKey<T> key, ExpansionScope scope, string missing)
    {
        if (IsMissing(key))
            ReportAtName(missing);
        return Read(key, scope);
    }

    /// <summary>A key that is there under a mistyped name is told as such, and not as missing too.</summary>
    public bool IsMissing(SettingKey key) =>
        !Has(key) && !Table.Entries.Any(entry => !IsKnown(entry.Key) && Spelling.Nearest(entry.Key, KnownNames) == key.Name);

    public void RefuseUnknownKeys()
    {
        foreach (var entry in Table.Entries)
        {
            if (IsKnown(entry.Key))
                continue;
            var suggestion = Spelling.Suggestion(entry.Key, KnownNames, "known keys");
            load.Diagnostics.Error(Table.File, entry.KeySpan, $"unknown key '{entry.Key}' in [{Table.Title}]{suggestion}");
        }
    }

    /// <summary>Reports a mistake that concerns the table as a whole.</summary>
    public void ReportAtName(string mistake) => load.Diagnostics.Error(Table.File, Table.NameSpan, mistake);

    /// <summary>Reports a mistake in the value of a key that is there; at the table's name otherwise.</summary>
    public void ReportAt(SettingKey key, string mistake) =>
        load.Diagnostics.Error(Table.File, Table.Find(key.Name)?.Value.Span ?? Table.NameSpan, mistake);

    public void WarnAt(SettingKey key, string warning) =>
        load.Diagnostics.Warn(Table.File, Table.Find(key.Name)?.Value.Span ?? Table.NameSpan, warning);

    private IEnumerable<string> KnownNames => Table.Definition.Keys.Select(key => key.Name);

    private bool IsKnown(string name) => Table.Definition.Keys.Any(key => string.Equals(key.Name, name, StringComparison.Ordinal));

    private bool IsOverridden(SettingKey key) => overrides is not null && overrides.Values.ContainsKey(key.Name);

    /// <summary>An option's argument is taken as it stands: nothing in it is expanded.</summary>
    private bool TryReadArgument<T>(SettingKey<T> key, string argument, ReadContext context, [MaybeNullWhen(false)] out T value)
    {
        var parsed = key.Type.Parse(argument, context);
        var mistake = parsed.Mistake ?? key.Check?.Invoke(parsed.Value!);
        // A value that is null (startretries = "infinite") is good where T allows it.
        value = parsed.Value!;
        if (mistake is null)
            return true;
        load.Diagnostics.Error(null, null, $"{key.Option?.DisplayName ?? key.Name}: {mistake}");
        return false;
    }
}
