using System.Buffers;
using System.Globalization;
using System.Text;

namespace Supervisor.Toml;

/// <summary>Reads one escape of a basic string into <see cref="Scanner.Scratch"/>.</summary>
internal static class EscapeParser
{
    private const int ShortDigits = 4;
    private const int LongDigits = 8;

    /// <summary>Expects the backslash to be next.</summary>
    public static bool TryParse(ref Scanner scanner, StringSyntax syntax)
    {
        int letter = scanner.PeekAt(1);
        if (syntax.IsMultiLine && letter is ' ' or '\t' or '\r' or '\n')
        {
            return TrySkipFoldedLines(ref scanner);
        }
        switch (letter)
        {
            case 'u':
                return TryParseScalar(ref scanner, ShortDigits);
            case 'U':
                return TryParseScalar(ref scanner, LongDigits);
        }
        ReadOnlySpan<byte> content = letter switch
        {
            'b' => "\b"u8,
            't' => "\t"u8,
            'n' => "\n"u8,
            'f' => "\f"u8,
            'r' => "\r"u8,
            '"' => "\""u8,
            '\\' => "\\"u8,
            _ => [],
        };
        if (content.IsEmpty)
        {
            return FailUnknown(ref scanner);
        }
        scanner.Scratch.Write(content);
        scanner.Advance(2);
        return true;
    }

    /// <summary>A backslash as the last character of a line: it, the line end and all white space up to the next text are dropped.</summary>
    private static bool TrySkipFoldedLines(ref Scanner scanner)
    {
        SourcePosition start = scanner.GetPosition();
        scanner.Advance(1);
        scanner.SkipWhiteSpace();
        if (!scanner.TryTakeLineEnd())
        {
            string found = Excerpt.OfNext(scanner.Rest);
            return scanner.Fail(
                $"expected an escape or the end of the line after the backslash, found {found}; a backslash itself is written \\\\",
                scanner.GetSpanFrom(start)
            );
        }
        do
        {
            scanner.SkipWhiteSpace();
        } while (scanner.TryTakeLineEnd());
        return true;
    }

    private static bool TryParseScalar(ref Scanner scanner, int digits)
    {
        SourcePosition start = scanner.GetPosition();
        char letter = (char)scanner.PeekAt(1);
        scanner.Advance(2);
        uint scalar = 0;
        for (int i = 0; i < digits; i++)
        {
            if (scanner.Next < 0 || !char.IsAsciiHexDigit((char)scanner.Next))
            {
                string found = Excerpt.OfNext(scanner.Rest);
                return scanner.Fail(
                    $"expected {digits} hexadecimal digits after \\{letter}, found {found} after {i}",
                    scanner.GetSpanFrom(start)
                );
            }
            scalar = (scalar << 4) | (uint)HexDigits.ValueOf(scanner.Next);
            scanner.Advance(1);
        }
        if (!Rune.TryCreate(scalar, out Rune rune))
        {
            string shown = scalar.ToString("X4", CultureInfo.InvariantCulture);
            string reason = scalar <= char.MaxValue ? "half of a surrogate pair" : "past the last one, U+10FFFF";
            return scanner.Fail($"expected a Unicode scalar value, found U+{shown}, which is {reason}", scanner.GetSpanFrom(start));
        }
        scanner.Scratch.Advance(rune.EncodeToUtf8(scanner.Scratch.GetSpan(LongDigits)));
        return true;
    }

    private static bool FailUnknown(ref Scanner scanner)
    {
        SourcePosition start = scanner.GetPosition();
        scanner.Advance(1);
        string found = Excerpt.OfNext(scanner.Rest);
        return scanner.Fail(
            "expected one of b t n f r \" \\ uXXXX UXXXXXXXX after the backslash, found "
                + found
                + "; a backslash itself is written \\\\, or the string is put in '...', where nothing is an escape",
            start.ToSpan(scanner.IsAtLineEnd ? 1 : 2)
        );
    }
}
