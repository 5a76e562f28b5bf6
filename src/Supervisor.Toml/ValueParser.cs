using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Supervisor.Toml;

/// <summary>Reads a value of any kind. Recursion is as deep as arrays and inline tables lie in each other, so it is bounded.</summary>
internal static class ValueParser
{
    /// <summary>What numbers, dates, booleans, and the mistakes people make instead of them, consist of.</summary>
    private static readonly SearchValues<byte> _wordBytes = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+.:"u8
    );

    /// <param name="scanner">Stands at the value.</param>
    /// <param name="path">Room for the parts of keys.</param>
    /// <param name="depth">How many tables and arrays lie around the value.</param>
    /// <param name="expected">What a message calls the value if there is none.</param>
    /// <param name="value">The value.</param>
    public static bool TryParse(
        ref Scanner scanner,
        List<KeyPart> path,
        int depth,
        string expected,
        [NotNullWhen(true)] out TomlValue? value
    )
    {
        value = null;
        switch (scanner.Next)
        {
            case '"' or '\'':
                return TryParseString(ref scanner, out value);
            case '[' or '{' when depth == TomlReader.MaximumDepth:
                return scanner.Fail(Messages.TooDeep, scanner.GetPosition().ToSpan(1));
            case '[':
                return TryParseArray(ref scanner, path, depth + 1, out value);
            case '{':
                return TryParseInlineTable(ref scanner, path, depth + 1, out value);
            case Scanner.EndOfInput:
                return scanner.FailExpected(expected);
            default:
                return _wordBytes.Contains((byte)scanner.Next)
                    ? TryParseWord(ref scanner, expected, out value)
                    : FailNoValue(ref scanner, expected);
        }
    }

    private static bool FailNoValue(ref Scanner scanner, string expected)
    {
        bool isEmpty = scanner.IsAtLineEnd || scanner.Next is '\r' or '#' or ',' or ']' or '}' or '=' or ';';
        return scanner.FailExpected(
            isEmpty || scanner.Next is < 0x20 or > 0x7E ? expected : expected + " (text is put in quotation marks)"
        );
    }

    private static bool TryParseString(ref Scanner scanner, [NotNullWhen(true)] out TomlValue? value)
    {
        SourcePosition start = scanner.GetPosition();
        bool isRead = StringParser.TryParse(ref scanner, StringSyntax.Of(scanner.Rest), out string text);
        value = isRead ? new TomlString(text, scanner.GetSpanFrom(start)) : null;
        return isRead;
    }

    private static bool TryParseArray(ref Scanner scanner, List<KeyPart> path, int depth, [NotNullWhen(true)] out TomlValue? value)
    {
        value = null;
        SourcePosition start = scanner.GetPosition();
        var items = new List<TomlValue>();
        do
        {
            scanner.Advance(1);
            if (!scanner.TrySkipToToken())
            {
                return false;
            }
            if (scanner.Next == ']')
            {
                break;
            }
            if (scanner.Next == Scanner.EndOfInput)
            {
                return FailUnclosedArray(ref scanner, start);
            }
            if (!TryParse(ref scanner, path, depth, "a value or ']' in the array", out TomlValue? item))
            {
                return false;
            }
            items.Add(item);
            if (!scanner.TrySkipToToken())
            {
                return false;
            }
        } while (scanner.Next == ',');
        if (scanner.Next != ']')
        {
            return FailUnclosedArray(ref scanner, start);
        }
        scanner.Advance(1);
        value = new TomlArray(items, isArrayOfTables: false, scanner.GetSpanFrom(start));
        return true;
    }

    private static bool FailUnclosedArray(ref Scanner scanner, SourcePosition start) =>
        scanner.FailExpected($"',' or ']' in the array that begins at line {start.Line}", start.ToSpan(1));

    private static bool TryParseInlineTable(ref Scanner scanner, List<KeyPart> path, int depth, [NotNullWhen(true)] out TomlValue? value)
    {
        value = null;
        SourcePosition start = scanner.GetPosition();
        var table = new TomlTable(TableOrigin.Inline, start.ToSpan(1));
        scanner.Advance(1);
        scanner.SkipWhiteSpace();
        bool isEmpty = scanner.Next == '}';
        while (!isEmpty)
        {
            if (!TryParseInlineEntry(ref scanner, path, table, depth))
            {
                return false;
            }
            if (scanner.Next != ',')
            {
                break;
            }
            scanner.Advance(1);
            scanner.SkipWhiteSpace();
            if (scanner.Next == '}')
            {
                return scanner.FailExpected("a key after ',' (an inline table has no comma at its end)");
            }
        }
        if (scanner.Next != '}')
        {
            return FailInlineTable(ref scanner, "',' or '}'");
        }
        scanner.Advance(1);
        table.CloseInline(scanner.GetSpanFrom(start));
        value = table;
        return true;
    }

    private static bool TryParseInlineEntry(ref Scanner scanner, List<KeyPart> path, TomlTable table, int depth)
    {
        if (scanner.IsAtLineEnd || scanner.Next == '#')
        {
            return FailInlineTable(ref scanner, table.Count == 0 ? "a key or '}'" : "a key");
        }
        if (!DocumentParser.TryParseEntry(ref scanner, path, table, depth))
        {
            return false;
        }
        scanner.SkipWhiteSpace();
        return true;
    }

    private static bool FailInlineTable(ref Scanner scanner, string expected)
    {
        bool isLeft = scanner.Next != Scanner.EndOfInput && (scanner.IsAtLineEnd || scanner.Next == '#');
        return scanner.FailExpected(expected + (isLeft ? " in the inline table (it stands on one line)" : " in the inline table"));
    }

    private static bool TryParseWord(ref Scanner scanner, string expected, [NotNullWhen(true)] out TomlValue? value)
    {
        SourcePosition start = scanner.GetPosition();
        ReadOnlySpan<byte> word = TakeWord(ref scanner);
        SourceSpan span = scanner.GetSpanFrom(start);
        string? problem = null;
        if (word.SequenceEqual("true"u8) || word.SequenceEqual("false"u8))
        {
            value = new TomlBoolean(word[0] == 't', span);
        }
        else if (DateTimeParser.IsDateOrTime(word))
        {
            value = DateTimeParser.Parse(word, out problem) is { } parts ? new TomlDateTime(parts, span) : null;
        }
        else
        {
            value = NumberParser.Parse(word, span, out problem);
        }
        return value is not null || scanner.Fail(DescribeWord(word, expected, problem), span);
    }

    /// <summary>Takes a word, and the second one of a date and a time that a space parts.</summary>
    private static ReadOnlySpan<byte> TakeWord(ref Scanner scanner)
    {
        ReadOnlySpan<byte> rest = scanner.Rest;
        int length = CountWordBytes(rest);
        bool isDate = length == DateTimeParser.DateLength && DateTimeParser.IsDateOrTime(rest[..length]);
        if (isDate && rest[length..] is [(byte)' ', >= (byte)'0' and <= (byte)'9', ..])
        {
            length += 1 + CountWordBytes(rest[(length + 1)..]);
        }
        return scanner.Take(length);
    }

    private static int CountWordBytes(ReadOnlySpan<byte> rest)
    {
        int length = rest.IndexOfAnyExcept(_wordBytes);
        return length < 0 ? rest.Length : length;
    }

    private static string DescribeWord(ReadOnlySpan<byte> word, string expected, string? problem)
    {
        string found = Excerpt.Quote(word);
        if (word[0] is (byte)'+' or (byte)'-' or (byte)'.' || char.IsAsciiDigit((char)word[0]))
        {
            string kind = DateTimeParser.IsDateOrTime(word) ? "date or time" : "number";
            return $"{found} is not a valid {kind}: {problem}";
        }
        string? meant = found.ToUpperInvariant() switch
        {
            "'TRUE'" or "'YES'" or "'ON'" => "true",
            "'FALSE'" or "'NO'" or "'OFF'" => "false",
            "'INF'" or "'+INF'" => "inf",
            "'NAN'" => "nan",
            _ => null,
        };
        return $"expected {expected}, found {found}" + (meant is null ? "; text is put in quotation marks" : $"; did you mean {meant}?");
    }
}
