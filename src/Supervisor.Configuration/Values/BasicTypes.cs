using System.Collections.Immutable;
using System.Globalization;
using Supervisor.Configuration.Diagnostics;
using Supervisor.Toml;

namespace Supervisor.Configuration.Values;

/// <summary>The types that most keys have.</summary>
internal static class BasicTypes
{
    public static readonly SettingType<bool> Boolean = new(
        "true or false",
        ValueShapes.Boolean | ValueShapes.Text,
        static (text, _) => ParseBoolean(text) is { } value ? value : Parsed<bool>.Wrong($"not a valid boolean value: '{text}'"),
        static value => value is TomlBoolean boolean ? boolean.Value : null
    );

    public static readonly SettingType<string> Text = new("a string", ValueShapes.Text, static (text, _) => text);

    public static readonly SettingType<string?> OptionalText = new("a string", ValueShapes.Text, static (text, _) => text);

    /// <summary>File modes and masks. An integer is refused because 22 and 022 would mean different things here and in a shell.</summary>
    public static readonly SettingType<uint?> Octal = new(
        "an octal number in quotes, such as \"022\"",
        ValueShapes.Text,
        static (text, _) => ParseOctal(text) is { } value ? value : Parsed<uint?>.Wrong($"{text} can not be converted to an octal type"),
        static value =>
            value is TomlInteger integer
                ? Parsed<uint?>.Wrong(
                    $"must be an octal number in quotes, such as \"{integer.Value.ToString("000", CultureInfo.InvariantCulture)}\""
                )
                : null
    );

    public static SettingType<int> Integer(int least = int.MinValue, int most = int.MaxValue) =>
        new(
            DescribeRange(least, most),
            ValueShapes.WholeNumber | ValueShapes.Text,
            (text, _) => InRange(ParseInteger(text), least, most, $"not an integer: '{text}'"),
            value => value is TomlInteger integer ? InRange(integer.Value, least, most, "") : null
        );

    public static SettingType<int?> OptionalInteger(int least, int most)
    {
        var plain = Integer(least, most);
        return new(
            plain.Description,
            plain.Shapes,
            (text, context) => Optional(plain.Parse(text, context)),
            value => value is TomlInteger integer ? Optional(InRange(integer.Value, least, most, "")) : null
        );
    }

    /// <summary>A number within bounds.</summary>
    public static SettingType<double> Number(double least, double most) =>
        new(
            double.IsPositiveInfinity(most) ? $"a number of at least {least}" : $"a number from {least} to {most}",
            ValueShapes.Number | ValueShapes.Text,
            (text, _) =>
                double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    ? InRange(number, least, most)
                    : Parsed<double>.Wrong($"not a number: '{text}'"),
            value =>
                value switch
                {
                    TomlInteger integer => InRange(integer.Value, least, most),
                    TomlFloat number => InRange(number.Value, least, most),
                    _ => null,
                }
        );

    /// <summary>One of some words, in any case.</summary>
    public static SettingType<T> Choice<T>(params ImmutableArray<(string Word, T Value)> choices)
    {
        // A loop, because each LINQ operator over another kind of tuple is compiled when the daemon starts.
        var words = new string[choices.Length];
        for (var index = 0; index < words.Length; index++)
            words[index] = choices[index].Word;
        return new SettingType<T>(
            "one of " + string.Join(", ", words.Select(word => $"\"{word}\"")),
            ValueShapes.Text,
            (text, _) =>
            {
                foreach (var (word, value) in choices)
                {
                    if (string.Equals(word, text.Trim(), StringComparison.OrdinalIgnoreCase))
                        return value;
                }
                return Parsed<T>.Wrong($"'{text}' is not known{Spelling.Suggestion(text, words, "known values")}");
            }
        )
        {
            Choices = [.. words],
        };
    }

    /// <summary>yes true on 1, no false off 0, in any case.</summary>
    public static bool? ParseBoolean(string text) =>
        text.Trim().ToLowerInvariant() switch
        {
            "yes" or "true" or "on" or "1" => true,
            "no" or "false" or "off" or "0" => false,
            _ => null,
        };

    /// <summary>Decimal with an optional sign, blanks around it, and single underscores between digits.</summary>
    public static long? ParseInteger(string text)
    {
        var digits = text.Trim();
        if (digits.Contains('_', StringComparison.Ordinal))
        {
            var body = digits.TrimStart('+', '-');
            if (body.StartsWith('_') || body.EndsWith('_') || body.Contains("__", StringComparison.Ordinal))
                return null;
            digits = digits.Replace("_", "", StringComparison.Ordinal);
        }
        return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    public static Parsed<int> InRange(long? value, int least, int most, string notANumber) =>
        value is not { } number ? Parsed<int>.Wrong(notANumber)
        : number < least || number > most ? Parsed<int>.Wrong($"{number} is not {DescribeRange(least, most)}")
        : (int)number;

    private static Parsed<double> InRange(double value, double least, double most) =>
        value >= least && value <= most ? value
        : double.IsPositiveInfinity(most) ? Parsed<double>.Wrong($"{value} is less than {least}, or no number")
        : Parsed<double>.Wrong($"{value} is not between {least} and {most}");

    private static Parsed<int?> Optional(Parsed<int> parsed) => new(parsed.Value, parsed.Mistake);

    private static string DescribeRange(int least, int most) =>
        (least, most) switch
        {
            (int.MinValue, int.MaxValue) => "an integer",
            (_, int.MaxValue) => $"an integer of at least {least}",
            _ => $"an integer from {least} to {most}",
        };

    /// <summary>022, 22 and 0o22 alike; permission bits only.</summary>
    private static uint? ParseOctal(string text)
    {
        var digits = text.Trim();
        if (digits.StartsWith("0o", StringComparison.OrdinalIgnoreCase))
            digits = digits[2..];
        if (digits.Length is 0 or > 8 || digits.Any(digit => digit is < '0' or > '7'))
            return null;
        var value = Convert.ToUInt32(digits, 8);
        return value <= 0xFFF ? value : null;
    }
}
