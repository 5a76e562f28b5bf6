using System.Collections.Immutable;

namespace Supervisor.Packaging;

/// <summary>The options of a manual page.</summary>
internal static class ManualOptions
{
    public static string Write(ImmutableArray<OptionEntry> options) => string.Concat(options.Select(Entry));

    private static string Entry(OptionEntry entry)
    {
        var words = string.Join("\\fR, \\fB", entry.Words.Select(word => Roff.Line(word).TrimEnd()));
        var argument = entry.Option.Argument is { } name ? $" \\fI{name}\\fR" : "";
        return Roff.Tagged($"\\fB{words}\\fR{argument}\n", entry.Option.Help + ".");
    }
}
