using System.Text.Json;
using Supervisor.Toml;
using Supervisor.Toml.Decoder;

using var document = new MemoryStream();
using (Stream input = Console.OpenStandardInput())
{
    input.CopyTo(document);
}

if (!TomlReader.TryRead(document.GetBuffer().AsMemory(0, (int)document.Length), out TomlTable? root, out TomlError? error))
{
    Console.Error.WriteLine($"{error.Span.Line}:{error.Span.Column}: {error.Message}");
    return 1;
}

using Stream output = Console.OpenStandardOutput();
using (var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true }))
{
    TaggedJson.Write(writer, root);
}
output.WriteByte((byte)'\n');
return 0;
