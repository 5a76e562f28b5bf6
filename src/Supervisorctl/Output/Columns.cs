using System.Text;

namespace Supervisorctl.Output;

/// <summary>Words in columns that are read downwards, as ls(1) and Python's cmd print them.</summary>
internal static class Columns
{
    private const string Gap = "  ";

    /// <param name="width">No line is longer than this, unless one word is.</param>
    public static string Of(IReadOnlyList<string> words, int width)
    {
        for (var rows = 1; rows < words.Count; rows++)
        {
            var widths = Widths(words, rows);
            if (widths.Sum() + Gap.Length * (widths.Count - 1) <= width)
                return Render(words, rows, widths);
        }
        return Render(words, Math.Max(1, words.Count), [words.Count == 0 ? 0 : words.Max(word => word.Length)]);
    }

    private static List<int> Widths(IReadOnlyList<string> words, int rows)
    {
        var widths = new List<int>();
        for (var first = 0; first < words.Count; first += rows)
            widths.Add(words.Skip(first).Take(rows).Max(word => word.Length));
        return widths;
    }

    private static string Render(IReadOnlyList<string> words, int rows, List<int> widths)
    {
        var text = new StringBuilder();
        for (var row = 0; row < rows && row < words.Count; row++)
        {
            for (var column = 0; column < widths.Count && row + column * rows < words.Count; column++)
                text.Append(column > 0 ? Gap : "").Append(words[row + column * rows].PadRight(widths[column]));
            text.Append('\n');
        }
        return text.ToString();
    }
}
