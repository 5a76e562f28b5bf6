namespace Supervisor.Engine.Spawning;

/// <summary>Quoted values as the original prints them (Python's repr), because clients and people know the texts.</summary>
internal static class PythonText
{
    /// <summary>In single quotes, or in double quotes when the text has a single one and no double one.</summary>
    public static string Quote(string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\t", "\\t", StringComparison.Ordinal);
        if (quote == '\'')
            escaped = escaped.Replace("'", "\\'", StringComparison.Ordinal);
        return quote + escaped + quote;
    }
}
