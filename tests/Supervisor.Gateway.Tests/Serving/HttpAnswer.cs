namespace Supervisor.Gateway.Tests.Serving;

/// <summary>An answer as it came.</summary>
internal sealed record HttpAnswer(int Status, string StatusLine, (string Name, string Value)[] Headers, string Body)
{
    /// <summary>Null when it is not there.</summary>
    public string? Header(string name) =>
        Headers.FirstOrDefault(header => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase)).Value;
}
