using System.Globalization;
using System.Text.Json;

namespace Supervisor.Toml.Tests;

/// <summary>Compares documents in the suite's tagged form by what they mean.</summary>
internal static class TaggedJsonComparison
{
    /// <returns>Null, or where the two differ and how.</returns>
    public static string? FindDifference(JsonElement expected, JsonElement actual, string path = "$")
    {
        if (expected.ValueKind != actual.ValueKind)
        {
            return $"{path}: {expected} is not {actual}";
        }
        if (expected.ValueKind == JsonValueKind.Array)
        {
            return expected.GetArrayLength() != actual.GetArrayLength()
                ? $"{path}: {expected.GetArrayLength()} items are not {actual.GetArrayLength()}"
                : expected
                    .EnumerateArray()
                    .Zip(actual.EnumerateArray())
                    .Select((pair, index) => FindDifference(pair.First, pair.Second, $"{path}[{index}]"))
                    .FirstOrDefault(difference => difference is not null);
        }
        if (IsScalar(expected) || IsScalar(actual))
        {
            return IsScalar(expected) && IsScalar(actual) && GetMeaning(expected).Equals(GetMeaning(actual))
                ? null
                : $"{path}: {expected} is not {actual}";
        }
        string[] keys = [.. expected.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal)];
        string[] actualKeys = [.. actual.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal)];
        return keys.SequenceEqual(actualKeys)
            ? keys.Select(key => FindDifference(expected.GetProperty(key), actual.GetProperty(key), $"{path}.{key}"))
                .FirstOrDefault(difference => difference is not null)
            : $"{path}: keys {string.Join(' ', keys)} are not {string.Join(' ', actualKeys)}";
    }

    private static bool IsScalar(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty("type", out JsonElement type)
        && type.ValueKind == JsonValueKind.String
        && element.TryGetProperty("value", out JsonElement value)
        && value.ValueKind == JsonValueKind.String;

    private static (string Type, object Value) GetMeaning(JsonElement scalar)
    {
        string type = scalar.GetProperty("type").GetString()!;
        string text = scalar.GetProperty("value").GetString()!;
        return (
            type,
            type switch
            {
                "integer" => long.Parse(text, CultureInfo.InvariantCulture),
                "float" => ParseFloat(text),
                "datetime" => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).UtcTicks,
                "datetime-local" => DateTime.Parse(text, CultureInfo.InvariantCulture),
                "date-local" => DateOnly.Parse(text, CultureInfo.InvariantCulture),
                "time-local" => TimeOnly.Parse(text, CultureInfo.InvariantCulture),
                _ => text,
            }
        );
    }

    private static double ParseFloat(string text) =>
        text.TrimStart('+', '-') switch
        {
            "inf" => text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity,
            "nan" => double.NaN,
            _ => double.Parse(text, CultureInfo.InvariantCulture),
        };
}
