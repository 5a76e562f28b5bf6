using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace Supervisor.Gateway.XmlRpc.Values;

/// <summary>Numbers as Python's int and float read them from a text.</summary>
internal static class PythonNumber
{
    /// <summary>Python's own limit: reading takes the square of the length.</summary>
    private const int MostDigits = 4300;

    private static readonly SearchValues<char> IntegerCharacters = SearchValues.Create("0123456789_");
    private static readonly SearchValues<char> RealCharacters = SearchValues.Create("0123456789.eE+-_");

    /// <summary>A sign, digits, single underscores between them; white space around.</summary>
    public static bool TryParseInteger(string text, out BigInteger value)
    {
        value = default;
        var word = text.AsSpan().Trim();
        var digits = word is ['+' or '-', ..] ? word[1..] : word;
        return digits.Length <= MostDigits
            && digits.IndexOfAnyExcept(IntegerCharacters) < 0
            && BigInteger.TryParse(WithoutUnderscores(word), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>What is too large is infinite.</summary>
    public static bool TryParseReal(string text, out double value)
    {
        var word = text.AsSpan().Trim();
        var size = word is ['+' or '-', ..] ? word[1..] : word;
        if (size.Equals("nan", StringComparison.OrdinalIgnoreCase))
        {
            value = double.NaN;
            return true;
        }
        if (size.Equals("inf", StringComparison.OrdinalIgnoreCase) || size.Equals("infinity", StringComparison.OrdinalIgnoreCase))
        {
            value = word[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }
        value = 0;
        return word.IndexOfAnyExcept(RealCharacters) < 0
            && double.TryParse(WithoutUnderscores(word), NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>"" when one of them stands elsewhere than between two digits.</summary>
    private static string WithoutUnderscores(ReadOnlySpan<char> word)
    {
        for (var index = 0; index < word.Length; index++)
        {
            if (word[index] == '_' && !(IsDigit(word, index - 1) && IsDigit(word, index + 1)))
                return "";
        }
        return word.ToString().Replace("_", "", StringComparison.Ordinal);
    }

    private static bool IsDigit(ReadOnlySpan<char> word, int index) => index >= 0 && index < word.Length && char.IsAsciiDigit(word[index]);
}
