using System.Diagnostics.CodeAnalysis;

namespace Supervisor.Toml;

/// <summary>Reads TOML 1.0.0 (https://toml.io/en/v1.0.0) from UTF-8 bytes.</summary>
public static class TomlReader
{
    /// <summary>
    /// How deep tables and arrays may lie in each other, however they are written (headers, dotted keys, brackets, braces). TOML sets no
    /// limit; this one lets everybody who walks through a document do so by recursion.
    /// </summary>
    public const int MaximumDepth = 128;

    /// <summary>Reads a whole document. The first error ends the reading.</summary>
    /// <returns>Whether the document is TOML; exactly one of <paramref name="root"/> and <paramref name="error"/> is set.</returns>
    public static bool TryRead(
        ReadOnlyMemory<byte> utf8,
        [NotNullWhen(true)] out TomlTable? root,
        [NotNullWhen(false)] out TomlError? error
    )
    {
        var tables = new TableBuilder();
        var scanner = new Scanner(utf8.Span);
        bool isRead = DocumentParser.TryParse(ref scanner, tables);
        root = isRead ? tables.Root : null;
        error = isRead ? null : scanner.Error;
        return isRead;
    }
}
