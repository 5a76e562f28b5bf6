namespace Supervisor.Configuration.ControlClient;

/// <summary>
/// Blanks everything in a document but some tables, so that these can be read though the rest is no TOML. What is left stands where it stood:
/// lines and columns stay right.
/// </summary>
internal static class TableFilter
{
    public static byte[] Keep(ReadOnlySpan<byte> document, IReadOnlyList<string> tables)
    {
        var kept = document.ToArray();
        var isWanted = false;
        for (var start = 0; start < kept.Length; )
        {
            var length = kept.AsSpan(start).IndexOf((byte)'\n');
            var line = kept.AsSpan(start, length < 0 ? kept.Length - start : length);
            var text = line.TrimStart(" \t"u8);
            if (text.StartsWith("["u8))
                isWanted = IsHeaderOf(text, tables);
            if (!isWanted)
                line.Fill((byte)' ');
            start += line.Length + 1;
        }
        return kept;
    }

    /// <summary>"[name]" and "[name.more]", with blanks where TOML allows them.</summary>
    private static bool IsHeaderOf(ReadOnlySpan<byte> line, IReadOnlyList<string> tables)
    {
        var header = line[1..].TrimStart(" \t"u8);
        foreach (var table in tables)
        {
            if (
                header.Length <= table.Length
                || !System.Text.Encoding.UTF8.GetString(header[..table.Length]).Equals(table, StringComparison.Ordinal)
            )
                continue;
            var rest = header[table.Length..].TrimStart(" \t"u8);
            if (rest.StartsWith("]"u8) || rest.StartsWith("."u8))
                return true;
        }
        return false;
    }
}
