using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Supervisor.Toml;

namespace Supervisor.Configuration.Values;

/// <summary>A table of environment variables. Numbers and booleans are written out as TOML writes them.</summary>
internal sealed class EnvironmentType()
    : SettingType<ImmutableSortedDictionary<string, string>>(
        "a table such as { NAME = \"value\" }",
        ValueShapes.Table,
        static (_, _) => Parsed<ImmutableSortedDictionary<string, string>>.Wrong(UseTable)
    )
{
    private const string UseTable = "must be a table, not a string: write { NAME = \"value\", OTHER = \"value\" }";

    public override bool TryRead(
        TomlValue value,
        ReadContext context,
        [MaybeNullWhen(false)] out ImmutableSortedDictionary<string, string> result
    )
    {
        result = null;
        if (value is TomlString)
        {
            context.Report(value.Span, UseTable);
            return false;
        }
        if (value is not TomlTable table)
        {
            context.ReportWrongType(value, Description);
            return false;
        }
        var variables = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var good = true;
        foreach (var entry in table)
        {
            if (entry.Key.Length == 0 || entry.Key.AsSpan().ContainsAny('=', '\0'))
            {
                context.Report(entry.KeySpan, $"'{entry.Key}' cannot be the name of an environment variable");
                good = false;
            }
            else if (TryReadVariable(entry, context, out var text))
            {
                variables[entry.Key] = text;
            }
            else
            {
                good = false;
            }
        }
        result = variables.ToImmutable();
        return good;
    }

    private static bool TryReadVariable(TomlEntry entry, ReadContext context, [NotNullWhen(true)] out string? text)
    {
        text = entry.Value switch
        {
            TomlInteger integer => integer.Value.ToString(CultureInfo.InvariantCulture),
            TomlFloat number => number.Value.ToString("R", CultureInfo.InvariantCulture),
            TomlBoolean boolean => boolean.Value ? "true" : "false",
            _ => null,
        };
        if (text is not null)
            return true;
        if (entry.Value is TomlString value)
            return context.TryExpand(value, out text);
        context.ReportWrongType(entry.Value, $"a table of strings, and '{entry.Key}' in it a string, number or boolean");
        return false;
    }
}
