using System.Buffers;
using System.Globalization;
using System.Text;

namespace Supervisor.Toml;

/// <summary>Text of the document as a message may show it: short, on one line, without anything a terminal would obey.</summary>
internal static class Excerpt
{
    private const int MaximumLength = 40;

    /// <summary>Names what stands at the begin of the bytes.</summary>
    public static string OfNext(ReadOnlySpan<byte> rest)
    {
        switch (rest)
        {
            case []:
                return "end of file";
            case [(byte)'\n', ..] or [(byte)'\r', (byte)'\n', ..]:
                return "end of line";
            case [(byte)'\r', ..]:
                return "a carriage return without a line feed";
            case [(byte)' ', ..]:
                return "a space";
            case [(byte)'\t', ..]:
                return "a tab";
        }
        if (Rune.DecodeFromUtf8(rest, out Rune rune, out _) != OperationStatus.Done)
        {
            return $"byte 0x{rest[0]:X2}, which is not valid UTF-8";
        }
        return rune.Value switch
        {
            < 0x20 or 0x7F => $"the control character U+{rune.Value:X4}",
            0xFEFF => "a byte order mark (U+FEFF)",
            _ => IsPrintable(rune) ? $"'{rune}'" : $"U+{rune.Value:X4}",
        };
    }

    /// <summary>Text in quotation marks, shortened where it is long.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("'");
        int count = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (++count > MaximumLength)
            {
                quoted.Append("...");
                break;
            }
            if (IsPrintable(rune))
            {
                quoted.Append(rune.ToString());
            }
            else
            {
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
            }
        }
        return quoted.Append('\'').ToString();
    }

    /// <summary>ASCII text in quotation marks, shortened where it is long.</summary>
    public static string Quote(ReadOnlySpan<byte> ascii) =>
        Quote(Encoding.ASCII.GetString(ascii[..Math.Min(ascii.Length, MaximumLength + 1)]));

    private static bool IsPrintable(Rune rune) =>
        rune.Value == ' '
        || Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.SpaceSeparator
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.PrivateUse
            );
}
