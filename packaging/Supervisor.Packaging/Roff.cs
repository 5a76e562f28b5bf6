using System.Text;

namespace Supervisor.Packaging;

/// <summary>Text for man(7) pages.</summary>
internal static class Roff
{
    /// <summary>A line that reads as it stands, whatever it begins with (groff_char(7)).</summary>
    public static string Line(string text)
    {
        var line = new StringBuilder();
        if (text is ['.' or '\'', ..])
            line.Append("\\&");
        foreach (var character in text)
        {
            _ = character switch
            {
                '\\' => line.Append("\\e"),
                '-' => line.Append("\\-"),
                '\'' => line.Append("\\(aq"),
                '"' => line.Append("\\(dq"),
                '^' => line.Append("\\(ha"),
                '~' => line.Append("\\(ti"),
                '`' => line.Append("\\(ga"),
                _ => line.Append(character),
            };
        }
        return line.Append('\n').ToString();
    }

    /// <summary>A paragraph behind a tag.</summary>
    /// <param name="tag">Already roff, with its macros.</param>
    public static string Tagged(string tag, params IEnumerable<string> lines) => $".TP\n{tag}{string.Concat(lines.Select(Line))}";
}
