using System.Globalization;

namespace Supervisor.Toml;

/// <summary>Reads integers and floats out of the characters of a value without quotes.</summary>
internal static class NumberParser
{
    /// <summary>The length up to which a float is put together on the stack.</summary>
    private const int StackLength = 256;

    private const string MisplacedUnderscore = "an underscore must stand between two digits";

    /// <returns>The number, or null with the reason why the text is none.</returns>
    public static TomlValue? Parse(ReadOnlySpan<byte> text, SourceSpan span, out string? problem)
    {
        bool isNegative = text is [(byte)'-', ..];
        bool isSigned = isNegative || text is [(byte)'+', ..];
        ReadOnlySpan<byte> unsigned = isSigned ? text[1..] : text;
        problem = null;
        switch (unsigned)
        {
            case [(byte)'i', (byte)'n', (byte)'f']:
                return new TomlFloat(isNegative ? double.NegativeInfinity : double.PositiveInfinity, span);
            case [(byte)'n', (byte)'a', (byte)'n']:
                return new TomlFloat(double.NaN, span);
            case [(byte)'0', (byte)'x' or (byte)'o' or (byte)'b', ..]:
                problem = isSigned ? $"{Excerpt.Quote(unsigned[..2])} takes no sign" : null;
                return problem is null ? ParsePrefixed(unsigned, span, out problem) : null;
            case [(byte)'0', (byte)'0' or (byte)'1' or (byte)'2' or (byte)'3' or (byte)'4', ..]:
            case [(byte)'0', (byte)'5' or (byte)'6' or (byte)'7' or (byte)'8' or (byte)'9' or (byte)'_', ..]:
                problem = "a decimal number does not begin with a zero";
                return null;
        }
        problem = FindDecimalProblem(unsigned, out bool isFloat);
        return problem is not null ? null
            : isFloat ? ParseFloat(text, span)
            : ParseDecimal(unsigned, isNegative, span, out problem);
    }

    private static TomlInteger? ParsePrefixed(ReadOnlySpan<byte> text, SourceSpan span, out string? problem)
    {
        (int bitsPerDigit, string digitNames) = text[1] switch
        {
            (byte)'x' => (4, "a hexadecimal digit"),
            (byte)'o' => (3, "an octal digit (0 to 7)"),
            _ => (1, "a binary digit (0 or 1)"),
        };
        ulong value = 0;
        bool isDigitBefore = false;
        problem = null;
        foreach (byte unit in text[2..])
        {
            bool isDigit = char.IsAsciiHexDigit((char)unit) && HexDigits.ValueOf(unit) < 1 << bitsPerDigit;
            if (!isDigit && (unit != '_' || !isDigitBefore))
            {
                problem = unit == '_' ? MisplacedUnderscore : $"expected {digitNames}, found '{(char)unit}'";
                return null;
            }
            if (isDigit && value >> (63 - bitsPerDigit) != 0)
            {
                problem = TooLarge;
                return null;
            }
            value = isDigit ? (value << bitsPerDigit) | (uint)HexDigits.ValueOf(unit) : value;
            isDigitBefore = isDigit;
        }
        problem =
            isDigitBefore ? null
            : text.Length == 2 ? $"expected {digitNames} after {Excerpt.Quote(text)}"
            : MisplacedUnderscore;
        return problem is null ? new TomlInteger((long)value, span) : null;
    }

    private static string TooLarge => $"an integer lies between {long.MinValue} and {long.MaxValue}";

    private static TomlInteger? ParseDecimal(ReadOnlySpan<byte> digits, bool isNegative, SourceSpan span, out string? problem)
    {
        ulong limit = isNegative ? (ulong)long.MaxValue + 1 : long.MaxValue;
        ulong value = 0;
        foreach (byte unit in digits)
        {
            if (unit == '_')
            {
                continue;
            }
            uint digit = (uint)(unit - '0');
            if (value > (limit - digit) / 10)
            {
                problem = TooLarge;
                return null;
            }
            value = (value * 10) + digit;
        }
        problem = null;
        return new TomlInteger(isNegative ? unchecked(-(long)value) : (long)value, span);
    }

    /// <summary>Expects that the text has been found to be a float.</summary>
    private static TomlFloat ParseFloat(ReadOnlySpan<byte> text, SourceSpan span)
    {
        Span<byte> plain = text.Length <= StackLength ? stackalloc byte[StackLength] : new byte[text.Length];
        int length = 0;
        foreach (byte unit in text)
        {
            if (unit != '_')
            {
                plain[length++] = unit;
            }
        }
        return new TomlFloat(double.Parse(plain[..length], NumberStyles.Float, CultureInfo.InvariantCulture), span);
    }

    /// <summary>Checks digits [. digits] [e [sign] digits].</summary>
    private static string? FindDecimalProblem(ReadOnlySpan<byte> text, out bool isFloat)
    {
        int at = 0;
        string? problem = SkipDigits(text, ref at);
        isFloat = false;
        if (problem is null && at < text.Length && text[at] == '.')
        {
            isFloat = true;
            at++;
            problem = SkipDigits(text, ref at);
        }
        if (problem is null && at < text.Length && text[at] is (byte)'e' or (byte)'E')
        {
            isFloat = true;
            at++;
            at += at < text.Length && text[at] is (byte)'+' or (byte)'-' ? 1 : 0;
            problem = SkipDigits(text, ref at);
        }
        return problem is null && at < text.Length
            ? $"expected the end of the number after {Excerpt.Quote(text[..at])}, found '{(char)text[at]}'"
            : problem;
    }

    private static string? SkipDigits(ReadOnlySpan<byte> text, ref int at)
    {
        int start = at;
        while (at < text.Length && (char.IsAsciiDigit((char)text[at]) || (text[at] == '_' && at > start && text[at - 1] != '_')))
        {
            at++;
        }
        if (at > start && text[at - 1] == '_')
        {
            return MisplacedUnderscore;
        }
        if (at > start)
        {
            return null;
        }
        return text.IsEmpty ? "expected a digit after the sign"
            : at == text.Length ? $"expected a digit after {Excerpt.Quote(text)}"
            : text[at] == '_' ? MisplacedUnderscore
            : $"expected a digit, found '{(char)text[at]}'";
    }
}
