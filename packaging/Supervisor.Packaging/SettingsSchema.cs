using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Supervisor.Configuration.Table;
using Supervisor.Configuration.Values;

namespace Supervisor.Packaging;

/// <summary>
/// A JSON schema of supervisor.toml for editors that read one (draft-07, which they all know). It is a little wider than the daemon: values
/// are only checked for their kind, as text may be expanded to anything.
/// </summary>
internal static class SettingsSchema
{
    private static readonly (ValueShapes Shape, string Type)[] Types =
    [
        (ValueShapes.Boolean, "boolean"),
        (ValueShapes.WholeNumber, "integer"),
        (ValueShapes.Number, "number"),
        (ValueShapes.Text, "string"),
        (ValueShapes.Array, "array"),
        (ValueShapes.Table, "object"),
    ];

    public static string Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "http://json-schema.org/draft-07/schema#");
            json.WriteString("title", "supervisor.toml");
            WriteProperties(json, SettingsTable.All.Select(table => (table.Name, (Action)(() => WriteTable(json, table)))));
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void WriteTable(Utf8JsonWriter json, TableDefinition table)
    {
        json.WriteStartObject();
        json.WriteString("description", table.Help);
        if (table.Naming == TableNaming.Named)
        {
            json.WriteString("type", "object");
            json.WriteStartObject("additionalProperties");
            WriteKeys(json, table, null);
            json.WriteEndObject();
        }
        else
        {
            WriteKeys(json, table, table.Naming == TableNaming.AloneOrNamed ? () => WriteNamed(json, table) : null);
        }
        json.WriteEndObject();
    }

    private static void WriteNamed(Utf8JsonWriter json, TableDefinition table)
    {
        json.WriteStartObject("additionalProperties");
        WriteKeys(json, table, null);
        json.WriteEndObject();
    }

    /// <param name="writeOthers">Writes what other members there may be; null: none.</param>
    private static void WriteKeys(Utf8JsonWriter json, TableDefinition table, Action? writeOthers)
    {
        WriteProperties(json, table.Keys.Select(key => (key.Name, (Action)(() => WriteKey(json, key)))), writeOthers);
        var required = table.Keys.Where(key => key.IsRequired).Select(key => key.Name).ToArray();
        // A table that only holds named ones needs no key of its own.
        if (required.Length == 0 || writeOthers is not null)
            return;
        json.WriteStartArray("required");
        foreach (var name in required)
            json.WriteStringValue(name);
        json.WriteEndArray();
    }

    private static void WriteProperties(
        Utf8JsonWriter json,
        IEnumerable<(string Name, Action Write)> properties,
        Action? writeOthers = null
    )
    {
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        foreach (var (name, write) in properties)
        {
            json.WritePropertyName(name);
            write();
        }
        json.WriteEndObject();
        if (writeOthers is null)
            json.WriteBoolean("additionalProperties", false);
        else
            writeOthers();
    }

    private static void WriteKey(Utf8JsonWriter json, SettingKey key)
    {
        json.WriteStartObject();
        var standard = key.DefaultText.Length > 0 ? $" Default: {key.DefaultText}." : "";
        json.WriteString("description", $"{key.Help} Takes {key.Type.Description}.{standard}");
        if (key.Type.Choices.IsEmpty)
        {
            WriteType(json, key.Type.Shapes);
        }
        else
        {
            json.WriteStartArray("anyOf");
            json.WriteStartObject();
            json.WriteStartArray("enum");
            foreach (var choice in key.Type.Choices)
                json.WriteStringValue(choice);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteStartObject();
            WriteType(json, key.Type.Shapes);
            json.WriteEndObject();
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void WriteType(Utf8JsonWriter json, ValueShapes shapes)
    {
        json.WriteStartArray("type");
        foreach (var (shape, type) in Types)
        {
            if (shapes.HasFlag(shape))
                json.WriteStringValue(type);
        }
        json.WriteEndArray();
    }
}
