using System.Globalization;
using System.Text;
using Supervisor.Toml;

namespace Supervisor.Configuration.Diagnostics;

/// <summary>Prints a diagnostic with the line it is about and carets under the place, as compilers do.</summary>
public static class DiagnosticRenderer
{
    /// <summary>All of them, each ended by a line feed.</summary>
    public static string Render(IEnumerable<Diagnostic> diagnostics)
    {
        var text = new StringBuilder();
        foreach (var diagnostic in diagnostics)
            text.Append(Render(diagnostic)).Append('\n');
        return text.ToString();
    }

    /// <summary>One diagnostic; its lines are separated by line feeds, the last one has none.</summary>
    public static string Render(Diagnostic diagnostic)
    {
        ArgumentNullException.ThrowIfNull(diagnostic);
        var text = new StringBuilder();
        if (diagnostic.File is not null)
            text.Append(diagnostic.Place).Append(": ");
        if (diagnostic.Severity != DiagnosticSeverity.Error)
            text.Append(diagnostic.Severity == DiagnosticSeverity.Warning ? "warning: " : "note: ");
        text.Append(diagnostic.Message);
        if (diagnostic is { SourceLine: { } line, Span: { } span })
            AppendSource(text, line, span);
        return text.ToString();
    }

    private static void AppendSource(StringBuilder text, string line, SourceSpan span)
    {
        var number = span.Line.ToString(CultureInfo.InvariantCulture);
        text.Append("\n  ").Append(number).Append(" | ").Append(Printable(line));
        text.Append("\n  ").Append(' ', number.Length).Append(" | ");
        var column = 1;
        var marked = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            // A tab before the place is repeated, so that the carets stand under it whatever the terminal's tab stops are.
            if (column < span.Column)
                text.Append(rune.Value == '\t' ? '\t' : ' ');
            else if (marked < span.Length)
                text.Append(rune.Value == '\t' && marked > 0 ? '\t' : '^');
            if (column >= span.Column)
                marked++;
            column++;
        }
        if (column <= span.Column)
            text.Append(' ', span.Column - column);
        if (marked == 0)
            text.Append('^');
    }

    /// <summary>Control characters of a damaged file must not reach the terminal.</summary>
    private static string Printable(string line)
    {
        if (!line.Any(character => char.IsControl(character) && character != '\t'))
            return line;
        return string.Create(
            line.Length,
            line,
            static (into, from) =>
            {
                for (var i = 0; i < into.Length; i++)
                    into[i] = char.IsControl(from[i]) && from[i] != '\t' ? '?' : from[i];
            }
        );
    }
}
