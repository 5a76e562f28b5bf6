namespace Supervisor.Packaging;

/// <summary>Text between a line with "generated: NAME" and the next with "generated: end".</summary>
internal static class MarkedText
{
    private const string Mark = "generated: ";

    /// <exception cref="FormatException">The marks are not there.</exception>
    public static string Replace(string text, string name, string part)
    {
        var begin = text.IndexOf(Mark + name + "\n", StringComparison.Ordinal);
        if (begin < 0)
            throw new FormatException($"no line ends in '{Mark}{name}'");
        var from = text.IndexOf('\n', begin) + 1;
        var end = text.IndexOf(Mark + "end\n", from, StringComparison.Ordinal);
        if (end < 0)
            throw new FormatException($"no line after '{Mark}{name}' ends in '{Mark}end'");
        var to = text.LastIndexOf('\n', end) + 1;
        return text[..from] + part + text[to..];
    }
}
