using System.Collections.Immutable;
using System.Text;

namespace Supervisor.Configuration.Values;

/// <summary>
/// Splits a command by POSIX shell word rules without being a shell: single quotes are literal, in double quotes a backslash escapes the
/// quote and itself, elsewhere any character. $, ~, globs and # mean nothing.
/// </summary>
internal static class ShellWords
{
    /// <summary>The words, or why there are none ("No closing quotation", "No escaped character").</summary>
    public static (ImmutableArray<string> Words, string? Mistake) Split(string text)
    {
        var words = ImmutableArray.CreateBuilder<string>();
        var word = new StringBuilder();
        var isInWord = false;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character is ' ' or '\t' or '\r' or '\n')
            {
                if (isInWord)
                    words.Add(word.ToString());
                word.Clear();
                isInWord = false;
                continue;
            }
            isInWord = true;
            var mistake = character switch
            {
                '\\' => AppendEscaped(text, ref i, word),
                '\'' or '"' => AppendQuoted(text, ref i, word),
                _ => null,
            };
            if (mistake is not null)
                return ([], mistake);
            if (character is not ('\\' or '\'' or '"'))
                word.Append(character);
        }
        if (isInWord)
            words.Add(word.ToString());
        return (words.ToImmutable(), null);
    }

    private static string? AppendEscaped(string text, ref int i, StringBuilder word)
    {
        if (++i >= text.Length)
            return "No escaped character";
        word.Append(text[i]);
        return null;
    }

    private static string? AppendQuoted(string text, ref int i, StringBuilder word)
    {
        var quote = text[i];
        for (i++; i < text.Length; i++)
        {
            var character = text[i];
            if (character == quote)
                return null;
            if (character == '\\' && quote == '"')
            {
                if (i + 1 >= text.Length)
                    return "No escaped character";
                if (text[i + 1] is '"' or '\\')
                    i++;
                character = text[i];
            }
            word.Append(character);
        }
        return "No closing quotation";
    }
}
