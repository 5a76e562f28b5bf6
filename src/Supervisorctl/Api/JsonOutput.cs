using System.Text.Encodings.Web;
using System.Text.Json;

namespace Supervisorctl.Api;

/// <summary>Prints JSON, indented, and ended by a line feed.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Print(Session session, Action<Utf8JsonWriter> write)
    {
        using var content = new MemoryStream();
        using (var writer = new Utf8JsonWriter(content, Options))
            write(writer);
        content.WriteByte((byte)'\n');
        session.Output.Write(content.GetBuffer().AsSpan(0, (int)content.Length));
    }
}
