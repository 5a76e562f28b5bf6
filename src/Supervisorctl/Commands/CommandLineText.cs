namespace Supervisorctl.Commands;

/// <summary>A typed line, taken apart as Python's cmd does.</summary>
/// <param name="Name">Null when the line cannot begin with an action.</param>
/// <param name="Argument">Without blanks at its ends.</param>
internal readonly record struct CommandLineText(string Line, string? Name, string Argument)
{
    public static CommandLineText Parse(string text)
    {
        var line = text.Trim();
        if (line.StartsWith('?'))
            line = "help " + line[1..];
        else if (line.StartsWith('!'))
            return new CommandLineText(line, null, "");
        var blank = line.AsSpan().IndexOfAny(" \t");
        var word = blank < 0 ? line : line[..blank];
        // An action's name ends where its letters do ("status:web" is "status" of ":web"), unless the whole word is one ("hash-password").
        var length = CommandTable.Find(word) is not null ? word.Length : LettersOf(line);
        return new CommandLineText(line, line[..length], line[length..].Trim());
    }

    private static int LettersOf(string line)
    {
        var length = 0;
        while (length < line.Length && (char.IsAsciiLetterOrDigit(line[length]) || line[length] == '_'))
            length++;
        return length;
    }
}
