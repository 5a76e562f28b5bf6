using System.Text;

namespace Supervisor.Toml.Tests;

/// <summary>Counts lines and columns the slow and plain way.</summary>
internal static class SpanCheck
{
    private static readonly byte[] _byteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <returns>Null, or what is wrong with the span. The document up to the span must be valid UTF-8.</returns>
    public static string? FindProblem(ReadOnlySpan<byte> document, SourceSpan span)
    {
        if (span.ByteOffset < 0 || span.ByteOffset > document.Length)
        {
            return $"{span} lies outside";
        }
        int start = document.StartsWith(_byteOrderMark) ? _byteOrderMark.Length : 0;
        string before = Encoding.UTF8.GetString(document[Math.Min(start, span.ByteOffset)..span.ByteOffset]);
        int line = before.Count(unit => unit == '\n') + 1;
        int column = before[(before.LastIndexOf('\n') + 1)..].EnumerateRunes().Count() + 1;
        if (span.Line != line || span.Column != column)
        {
            return $"{span} should be at {line}:{column}";
        }
        string rest = Encoding.UTF8.GetString(document[span.ByteOffset..]).Split('\n')[0].TrimEnd('\r');
        return span.Length < 1 || span.Length > Math.Max(1, rest.EnumerateRunes().Count()) ? $"{span} is not as long as its line" : null;
    }
}
