namespace Supervisor.Toml;

/// <summary>Reads the lines of a document: headers and keys with their values.</summary>
internal static class DocumentParser
{
    public static bool TryParse(ref Scanner scanner, TableBuilder tables)
    {
        if (scanner.IsUtf16)
        {
            return scanner.Fail("expected UTF-8 text, found UTF-16", scanner.GetPosition().ToSpan(1));
        }
        var path = new List<KeyPart>();
        while (scanner.TrySkipToToken())
        {
            if (scanner.Next == Scanner.EndOfInput)
            {
                return true;
            }
            bool isLineRead =
                scanner.Next == '['
                    ? TryParseHeader(ref scanner, tables, path)
                    : TryParseEntry(ref scanner, path, tables.Section, tables.SectionDepth) && TryEndLine(ref scanner, "the value");
            if (!isLineRead)
            {
                return false;
            }
        }
        return false;
    }

    /// <summary>Reads key = value into a table.</summary>
    /// <param name="scanner">Stands at the key.</param>
    /// <param name="path">Room for the parts of the key.</param>
    /// <param name="table">The table that the key is written in.</param>
    /// <param name="depth">How many tables and arrays lie around the content of that table.</param>
    public static bool TryParseEntry(ref Scanner scanner, List<KeyPart> path, TomlTable table, int depth)
    {
        if (!KeyParser.TryParse(ref scanner, path))
        {
            return false;
        }
        if (scanner.Next != '=')
        {
            return scanner.FailExpected($"'=' after the key {KeyParser.Describe(path)}");
        }
        scanner.Advance(1);
        scanner.SkipWhiteSpace();
        // The path is used up before the value is read, because an inline table in it needs the same room.
        if (!scanner.Fail(TableBuilder.WalkDottedKey(path, ref table, ref depth)))
        {
            return false;
        }
        KeyPart last = path[^1];
        if (!ValueParser.TryParse(ref scanner, path, depth, "a value after '='", out TomlValue? value))
        {
            return false;
        }
        table.Add(new TomlEntry(last.Name, last.Span, value));
        return true;
    }

    private static bool TryParseHeader(ref Scanner scanner, TableBuilder tables, List<KeyPart> path)
    {
        SourcePosition start = scanner.GetPosition();
        bool isArray = scanner.PeekAt(1) == '[';
        int bracketCount = isArray ? 2 : 1;
        scanner.Advance(bracketCount);
        if (!KeyParser.TryParse(ref scanner, path))
        {
            return false;
        }
        if (scanner.Next != ']' || (isArray && scanner.PeekAt(1) != ']'))
        {
            return FailHeader(ref scanner, path, isArray);
        }
        scanner.Advance(bracketCount);
        SourceSpan header = scanner.GetSpanFrom(start);
        TomlError? error = isArray ? tables.OpenArrayElement(path, header) : tables.OpenTable(path, header);
        return scanner.Fail(error) && TryEndLine(ref scanner, "the table header");
    }

    private static bool FailHeader(ref Scanner scanner, List<KeyPart> path, bool isArray)
    {
        string closing = isArray ? "]]" : "]";
        string hint = scanner.Next == ':' ? $" (tables are named by dots: [{path[^1].Name}.name])" : "";
        return scanner.FailExpected($"'.' or '{closing}' after {KeyParser.Describe(path)} in the table header{hint}");
    }

    private static bool TryEndLine(ref Scanner scanner, string what)
    {
        scanner.SkipWhiteSpace();
        if (!scanner.TrySkipComment())
        {
            return false;
        }
        if (scanner.IsAtLineEnd)
        {
            scanner.TryTakeLineEnd();
            return true;
        }
        return scanner.FailExpected(
            scanner.Next == ';' ? $"end of line after {what} (a comment begins with '#')" : $"end of line after {what}"
        );
    }
}
