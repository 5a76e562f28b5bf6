using System.Globalization;
using System.Text.Json;

namespace Supervisor.EndToEnd.Tests.Listeners;

/// <summary>An event as the recording listener got it.</summary>
internal sealed record RecordedEvent(string Type, int Serial, int PoolSerial, int Length, string Payload)
{
    /// <summary>Those in the file, in order; without a last line that is still being written.</summary>
    public static RecordedEvent[] ReadAll(string file)
    {
        var text = File.Exists(file) ? File.ReadAllText(file) : "";
        return [.. text.Split('\n')[..^1].Select(Parse)];
    }

    private static RecordedEvent Parse(string line)
    {
        using var json = JsonDocument.Parse(line);
        var headers = json.RootElement[0];
        return new RecordedEvent(
            headers.GetProperty("eventname").GetString()!,
            Number("serial"),
            Number("poolserial"),
            Number("len"),
            json.RootElement[1].GetString()!
        );

        int Number(string name) => int.Parse(headers.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
    }
}
