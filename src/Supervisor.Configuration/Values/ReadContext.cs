using System.Diagnostics.CodeAnalysis;
using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Expansion;
using Supervisor.Configuration.Loading;
using Supervisor.Toml;

namespace Supervisor.Configuration.Values;

/// <summary>What reading one value needs: where it stands, which names it may use, and whom to ask and tell.</summary>
/// <param name="ExpandsTwice">Log file names were always expanded twice, so that "%%%%" and "%%" both are one percent sign there.</param>
internal readonly record struct ReadContext(
    LoadContext Load,
    SourceTable Table,
    string Key,
    ExpansionScope Scope,
    bool ExpandsTwice = false
)
{
    /// <summary>Reports a mistake in this key's value.</summary>
    public void Report(SourceSpan span, string mistake) =>
        Load.Diagnostics.Error(Table.File, span, $"'{Key}' in [{Table.Title}]: {mistake}");

    public void ReportWrongType(TomlValue value, string wanted) =>
        Load.Diagnostics.Error(Table.File, value.Span, $"'{Key}' in [{Table.Title}] must be {wanted}, not {WithArticle(value.KindName)}");

    /// <summary>The text with its %(names)s expanded; false when that cannot be done, which has then been reported.</summary>
    public bool TryExpand(TomlString text, [NotNullWhen(true)] out string? expanded)
    {
        if (!PercentFormat.TryExpand(text.Value, Scope, out expanded, out var mistake))
        {
            var span = StringPlace.Find(Table.File, text, mistake.Index, mistake.Length);
            Load.Diagnostics.Error(Table.File, span, Describe(text.Value, mistake));
            return false;
        }
        if (expanded.Contains('\0', StringComparison.Ordinal))
        {
            Report(text.Span, "the text contains a NUL character");
            return false;
        }
        if (ExpandsTwice)
            expanded = expanded.Replace("%%", "%", StringComparison.Ordinal);
        return true;
    }

    private string Describe(string template, ExpansionMistake mistake)
    {
        var start = $"Format string '{template}' for '{Table.Title}.{Key}'";
        if (mistake.UnknownName is not { } name)
            return $"{start} is badly formatted: {mistake.Reason}";
        var names = Scope.Names();
        var near = name.StartsWith("ENV_", StringComparison.Ordinal)
            ? Spelling.Nearest(name["ENV_".Length..], Scope.VariableNames()) is { } variable
                ? "ENV_" + variable
                : null
            : Spelling.Nearest(name, names);
        var suggestion = near is null ? "" : $"; did you mean '{near}'?";
        return $"{start} contains names ('{name}') which cannot be expanded. Available names: {string.Join(", ", names)}{suggestion}";
    }

    private static string WithArticle(string kind) =>
        kind.Length == 0 || kind.StartsWith("a ", StringComparison.Ordinal) || kind.StartsWith("an ", StringComparison.Ordinal) ? kind
        : "aeiou".Contains(kind[0], StringComparison.Ordinal) ? "an " + kind
        : "a " + kind;
}
