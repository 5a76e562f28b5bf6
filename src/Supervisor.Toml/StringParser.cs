using System.Buffers;
using System.Text;

namespace Supervisor.Toml;

/// <summary>Reads strings, from the opening quotation mark to the closing one.</summary>
internal static class StringParser
{
    public static bool TryParse(ref Scanner scanner, StringSyntax syntax, out string value)
    {
        value = "";
        SourcePosition start = scanner.GetPosition();
        scanner.Advance(syntax.Delimiter.Length);
        SourceSpan opening = scanner.GetSpanFrom(start);
        scanner.Scratch.ResetWrittenCount();
        if (syntax.IsMultiLine)
        {
            // A line end right after the opening delimiter is not part of the string.
            scanner.TryTakeLineEnd();
        }
        while (scanner.TryTakeText(syntax.Stops, out ReadOnlySpan<byte> text))
        {
            scanner.Scratch.Write(text);
            if (scanner.Next == syntax.Quote)
            {
                if (TryClose(ref scanner, syntax))
                {
                    value = Encoding.UTF8.GetString(scanner.Scratch.WrittenSpan);
                    return true;
                }
            }
            else if (scanner.Next == '\\' && syntax.HasEscapes)
            {
                if (!EscapeParser.TryParse(ref scanner, syntax))
                {
                    return false;
                }
            }
            else if (syntax.IsMultiLine && scanner.TryTakeLineEnd())
            {
                // CRLF too: a program should get the same string, whichever editor the file went through.
                scanner.Scratch.Write("\n"u8);
            }
            else
            {
                return FailInside(ref scanner, syntax, start, opening);
            }
        }
        return false;
    }

    /// <summary>Takes the quotation marks that are next. Three close a multi-line string, and up to two before them belong to it.</summary>
    private static bool TryClose(ref Scanner scanner, StringSyntax syntax)
    {
        if (!syntax.IsMultiLine)
        {
            scanner.Advance(1);
            return true;
        }
        int count = 1;
        while (count < 5 && scanner.PeekAt(count) == syntax.Quote)
        {
            count++;
        }
        int contentCount = count < 3 ? count : count - 3;
        scanner.Scratch.Write(scanner.Take(count)[..contentCount]);
        return count >= 3;
    }

    private static bool FailInside(ref Scanner scanner, StringSyntax syntax, SourcePosition start, SourceSpan opening)
    {
        if (scanner.IsAtLineEnd)
        {
            string found = Excerpt.OfNext(scanner.Rest);
            string begun = syntax.IsMultiLine ? "the multi-line string that begins here" : "the string that begins here";
            return scanner.Fail(
                $"expected {syntax.Delimiter} at the end of {begun}, found {found}",
                syntax.IsMultiLine ? opening : scanner.GetSpanFrom(start)
            );
        }
        return scanner.FailExpected(
            syntax.HasEscapes ? "text of the string (a control character is written as an escape, as in \\u0000)" : "text of the string"
        );
    }
}
