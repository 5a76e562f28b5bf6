using System.Globalization;
using Supervisor.Toml;

namespace Supervisor.Configuration.Values;

/// <summary>Sizes in bytes and intervals.</summary>
internal static class QuantityTypes
{
    /// <summary>Longer intervals are slips, and clocks that count nanoseconds in 64 bits end at 292 years.</summary>
    private const double LongestSeconds = 100.0 * 365 * 24 * 3600;

    public static readonly SettingType<long> Size = new(
        "a number of bytes or a string such as \"50MB\"",
        ValueShapes.WholeNumber | ValueShapes.Text,
        static (text, _) =>
            ParseSize(text) is { } size
                ? size
                : Parsed<long>.Wrong($"not a valid size: '{text}'; write 1048576, \"512KB\", \"50MB\" or \"1GB\""),
        static value =>
            value is not TomlInteger integer ? null
            : integer.Value >= 0 ? integer.Value
            : Parsed<long>.Wrong("a size cannot be negative")
    );

    public static readonly SettingType<TimeSpan> Duration = new(
        "a number of seconds or a string such as \"1.5s\", \"500ms\" or \"2m\"",
        ValueShapes.Number | ValueShapes.Text,
        static (text, _) => ParseDuration(text),
        static value =>
            value switch
            {
                TomlInteger integer => FromSeconds(integer.Value),
                TomlFloat number => FromSeconds(number.Value),
                _ => null,
            }
    );

    public static readonly SettingType<TimeSpan?> OptionalDuration = new(
        Duration.Description,
        Duration.Shapes,
        static (text, _) => Optional(ParseDuration(text)),
        static value =>
            value switch
            {
                TomlInteger integer => Optional(FromSeconds(integer.Value)),
                TomlFloat number => Optional(FromSeconds(number.Value)),
                _ => null,
            }
    );

    /// <summary>An integer with KB, MB or GB (of 1024) in any case, blanks before the suffix allowed.</summary>
    public static long? ParseSize(string text)
    {
        var body = text.Trim();
        var shift = 0;
        if (body.Length > 2)
        {
            shift = body[^2..].ToUpperInvariant() switch
            {
                "KB" => 10,
                "MB" => 20,
                "GB" => 30,
                _ => 0,
            };
        }
        if (shift > 0)
            body = body[..^2];
        return BasicTypes.ParseInteger(body) is >= 0 and var number && number <= long.MaxValue >> shift ? number << shift : null;
    }

    private static Parsed<TimeSpan> ParseDuration(string text)
    {
        var body = text.Trim();
        var unit = body.TrimStart("+-0123456789._".ToCharArray()).Trim();
        var number = body[..^unit.Length].Trim().Replace("_", "", StringComparison.Ordinal);
        double? factor = unit switch
        {
            "" or "s" => 1,
            "ms" => 0.001,
            "m" => 60,
            "h" => 3600,
            "d" => 86400,
            _ => null,
        };
        if (body.Length == 0 || factor is null || !double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            return Parsed<TimeSpan>.Wrong($"not a valid duration: '{text}'; write seconds, or \"500ms\", \"1.5s\", \"2m\", \"1h\"");
        return FromSeconds(value * factor.Value);
    }

    private static Parsed<TimeSpan> FromSeconds(double seconds) =>
        seconds switch
        {
            double.NaN => Parsed<TimeSpan>.Wrong("not a number of seconds"),
            < 0 => Parsed<TimeSpan>.Wrong("a duration cannot be negative"),
            > LongestSeconds => Parsed<TimeSpan>.Wrong("a duration of more than a hundred years"),
            _ => TimeSpan.FromSeconds(seconds),
        };

    private static Parsed<TimeSpan?> Optional(Parsed<TimeSpan> parsed) => new(parsed.Value, parsed.Mistake);
}
