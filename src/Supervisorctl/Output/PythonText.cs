using System.Globalization;
using System.Text;

namespace Supervisorctl.Output;

/// <summary>Texts as Python writes them, where the original's lines hold some.</summary>
internal static class PythonText
{
    /// <summary>repr() of a string: in single quotes, or in double quotes when it has single ones and no double ones.</summary>
    public static string Quoted(string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var quoted = new StringBuilder().Append(quote);
        foreach (var character in text)
        {
            _ = character switch
            {
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                '\\' => quoted.Append("\\\\"),
                _ when character == quote => quoted.Append('\\').Append(character),
                _ when char.IsControl(character) => quoted.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}"),
                _ => quoted.Append(character),
            };
        }
        return quoted.Append(quote).ToString();
    }

    /// <summary>int() of a text: a sign, digits, blanks around; null for anything else.</summary>
    public static long? ParseInteger(string text) =>
        long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
