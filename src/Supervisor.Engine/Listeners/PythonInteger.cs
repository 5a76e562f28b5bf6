namespace Supervisor.Engine.Listeners;

/// <summary>Integers as Python's int() reads them: blanks around, a sign, underscores between digits.</summary>
internal static class PythonInteger
{
    /// <summary>More digits are no length of anything.</summary>
    private const int MostDigits = 18;

    public static bool TryParse(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        text = text.Trim(" \t\r\v\f"u8);
        var isNegative = text.StartsWith("-"u8);
        if (isNegative || text.StartsWith("+"u8))
            text = text[1..];
        if (text.IsEmpty)
            return false;
        var digits = 0;
        var mayBreak = false;
        foreach (var character in text)
        {
            if (character == '_' && mayBreak)
            {
                mayBreak = false;
                continue;
            }
            if (!char.IsAsciiDigit((char)character) || ++digits > MostDigits)
                return false;
            value = (value * 10) + (character - '0');
            mayBreak = true;
        }
        value = isNegative ? -value : value;
        return mayBreak;
    }
}
