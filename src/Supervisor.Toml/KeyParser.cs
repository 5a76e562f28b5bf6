using System.Buffers;
using System.Text;

namespace Supervisor.Toml;

/// <summary>Reads keys: bare, quoted and dotted.</summary>
internal static class KeyParser
{
    private static readonly SearchValues<byte> _bareKeyBytes = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"u8
    );

    /// <summary>Replaces the content of <paramref name="path"/> by the parts of the key, and goes over white space before and after it.</summary>
    public static bool TryParse(ref Scanner scanner, List<KeyPart> path)
    {
        path.Clear();
        do
        {
            if (path.Count > 0)
            {
                scanner.Advance(1);
            }
            scanner.SkipWhiteSpace();
            if (!TryParsePart(ref scanner, path))
            {
                return false;
            }
            scanner.SkipWhiteSpace();
        } while (scanner.Next == '.');
        return true;
    }

    /// <summary>The whole key as text for a message.</summary>
    public static string Describe(List<KeyPart> path) => Excerpt.Quote(string.Join('.', path.Select(part => part.Name)));

    private static bool TryParsePart(ref Scanner scanner, List<KeyPart> path)
    {
        SourcePosition start = scanner.GetPosition();
        string name;
        if (scanner.Next is '"' or '\'')
        {
            var syntax = StringSyntax.Of(scanner.Rest);
            if (syntax.IsMultiLine)
            {
                return scanner.Fail($"expected a key, found {syntax.Delimiter}; a multi-line string cannot be a key", start.ToSpan(3));
            }
            if (!StringParser.TryParse(ref scanner, syntax, out name))
            {
                return false;
            }
        }
        else
        {
            int length = scanner.Rest.IndexOfAnyExcept(_bareKeyBytes);
            length = length < 0 ? scanner.Rest.Length : length;
            if (length == 0)
            {
                return FailNoKey(ref scanner, path);
            }
            name = Encoding.ASCII.GetString(scanner.Take(length));
        }
        var part = new KeyPart(name, scanner.GetSpanFrom(start));
        path.Add(part);
        // The last part of a key names no table, so a key may have one more part than there are levels.
        return path.Count <= TomlReader.MaximumDepth + 1 || scanner.Fail(Messages.TooDeep, part.Span);
    }

    private static bool FailNoKey(ref Scanner scanner, List<KeyPart> path)
    {
        string expected = path.Count > 0 ? $"a key after the dot of {Describe(path)}" : "a key";
        bool wantsQuotes =
            scanner.Next > 0x7F && Rune.DecodeFromUtf8(scanner.Rest, out Rune rune, out _) == OperationStatus.Done && Rune.IsLetter(rune);
        return scanner.FailExpected(wantsQuotes ? expected + " (with other letters than a to z it is put in quotation marks)" : expected);
    }
}
