using System.Text;
using Supervisor.Configuration.Diagnostics;
using Supervisor.Toml;

namespace Supervisor.Configuration.Values;

/// <summary>Finds the place in the source that a character of a TOML string came from, past the quotes and escapes.</summary>
internal static class StringPlace
{
    /// <summary>The place of some characters of a string written on one line; the whole value where that cannot be told.</summary>
    public static SourceSpan Find(SourceFile file, TomlString text, int index, int length)
    {
        var source = file.RestOfLine(text.Span.ByteOffset);
        if (source.Length < 2 || source[0] is not ('"' or '\'') || (source[1] == source[0] && source.Length > 2 && source[2] == source[0]))
            return text.Span;
        var isLiteral = source[0] == '\'';
        var start = SourceIndex(source, index, isLiteral);
        var end = SourceIndex(source, index + length, isLiteral);
        if (start >= source.Length || end > source.Length || end <= start)
            return text.Span;
        return new SourceSpan(
            text.Span.Line,
            text.Span.Column + CodePoints(source.AsSpan(0, start)),
            CodePoints(source.AsSpan(start, end - start)),
            text.Span.ByteOffset + Encoding.UTF8.GetByteCount(source.AsSpan(0, start))
        );
    }

    /// <summary>Where in the source the character of the value at <paramref name="index"/> is written; source[0] is the quote.</summary>
    private static int SourceIndex(string source, int index, bool isLiteral)
    {
        var position = 1;
        for (var seen = 0; seen < index && position < source.Length; seen++)
        {
            if (isLiteral || source[position] != '\\' || position + 1 >= source.Length)
            {
                position++;
                continue;
            }
            // \UXXXXXXXX can stand for a character that takes two places in a .NET string.
            var digits = source[position + 1] switch
            {
                'u' => 4,
                'U' => 8,
                _ => 0,
            };
            if (digits == 8 && !source.AsSpan(position + 2, Math.Min(8, source.Length - position - 2)).StartsWith("0000"))
                seen++;
            position += 2 + digits;
        }
        return position;
    }

    private static int CodePoints(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
            count++;
        return count;
    }
}
