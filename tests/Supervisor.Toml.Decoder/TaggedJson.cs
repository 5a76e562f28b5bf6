using System.Globalization;
using System.Text.Json;

namespace Supervisor.Toml.Decoder;

/// <summary>Writes a document in the form that the TOML compliance suite compares: every scalar an object of its type and its text.</summary>
public static class TaggedJson
{
    public static void Write(Utf8JsonWriter writer, TomlValue value)
    {
        switch (value)
        {
            case TomlTable table:
                writer.WriteStartObject();
                foreach (TomlEntry entry in table)
                {
                    writer.WritePropertyName(entry.Key);
                    Write(writer, entry.Value);
                }
                writer.WriteEndObject();
                break;
            case TomlArray array:
                writer.WriteStartArray();
                foreach (TomlValue item in array)
                {
                    Write(writer, item);
                }
                writer.WriteEndArray();
                break;
            default:
                writer.WriteStartObject();
                (string type, string text) = Describe(value);
                writer.WriteString("type", type);
                writer.WriteString("value", text);
                writer.WriteEndObject();
                break;
        }
    }

    private static (string Type, string Text) Describe(TomlValue value) =>
        value switch
        {
            TomlString text => ("string", text.Value),
            TomlInteger integer => ("integer", integer.Value.ToString(CultureInfo.InvariantCulture)),
            TomlFloat number => ("float", DescribeFloat(number.Value)),
            TomlBoolean boolean => ("bool", boolean.Value ? "true" : "false"),
            TomlDateTime dateTime => (DescribeKind(dateTime.Kind), dateTime.Text),
            _ => throw new ArgumentException($"{value.KindName} is no scalar", nameof(value)),
        };

    private static string DescribeFloat(double number)
    {
        if (double.IsNaN(number))
        {
            return "nan";
        }
        if (double.IsInfinity(number))
        {
            return number > 0 ? "inf" : "-inf";
        }
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }

    private static string DescribeKind(TomlDateTimeKind kind) =>
        kind switch
        {
            TomlDateTimeKind.OffsetDateTime => "datetime",
            TomlDateTimeKind.LocalDateTime => "datetime-local",
            TomlDateTimeKind.LocalDate => "date-local",
            _ => "time-local",
        };
}
