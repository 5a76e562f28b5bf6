using System.Globalization;
using System.Text;

namespace Supervisorctl.XmlRpc;

/// <summary>
/// Walks over the tags and texts of a document that a server of ours or the original's made: no DTD, no entities but the five and numbers,
/// attributes passed over. Characters that XML forbids are taken as they are, because the original sends what a program has written.
/// </summary>
internal ref struct XmlScanner(string document)
{
    private readonly ReadOnlySpan<char> _document = document;
    private int _position;

    /// <summary>Moves behind the next tag and gives its name: "name", or "/name" for an end; "name/" for one that is both.</summary>
    /// <param name="text">What stood before it, with its references replaced.</param>
    public string NextTag(out string text)
    {
        StringBuilder? parts = null;
        ReadOnlySpan<char> piece = default;
        while (true)
        {
            var length = _document[_position..].IndexOf('<');
            if (length < 0)
                throw new MalformedAnswerException("the document ends within a value");
            piece = _document.Slice(_position, length);
            _position += length;
            var rest = _document[_position..];
            if (rest.StartsWith("<!--"))
                Skip("-->");
            else if (rest.StartsWith("<?"))
                Skip("?>");
            else if (rest.StartsWith("<![CDATA["))
            {
                parts ??= new StringBuilder();
                AppendDecoded(parts, piece);
                var end = rest.IndexOf("]]>");
                if (end < 0)
                    throw new MalformedAnswerException("a CDATA section has no end");
                parts.Append(rest["<![CDATA[".Length..end]);
                _position += end + "]]>".Length;
                continue;
            }
            else if (rest.StartsWith("<!"))
                throw new MalformedAnswerException("declarations are not read");
            else
                break;
            parts ??= new StringBuilder();
            AppendDecoded(parts, piece);
        }
        text = Decoded(parts, piece);
        return TakeTag();
    }

    private string TakeTag()
    {
        var rest = _document[(_position + 1)..];
        var end = rest.IndexOf('>');
        if (end < 0)
            throw new MalformedAnswerException("a tag has no end");
        _position += end + 2;
        var tag = rest[..end].TrimEnd();
        var isEmpty = tag.EndsWith("/");
        if (isEmpty)
            tag = tag[..^1].TrimEnd();
        var blank = tag.IndexOfAny(" \t\r\n");
        if (blank >= 0)
            tag = tag[..blank];
        return isEmpty ? string.Concat(tag, "/") : tag.ToString();
    }

    private void Skip(string end)
    {
        var length = _document[_position..].IndexOf(end);
        if (length < 0)
            throw new MalformedAnswerException($"'{end}' is missing");
        _position += length + end.Length;
    }

    private static string Decoded(StringBuilder? parts, ReadOnlySpan<char> piece)
    {
        if (parts is null && piece.IndexOfAny('&', '\r') < 0)
            return piece.ToString();
        parts ??= new StringBuilder();
        AppendDecoded(parts, piece);
        return parts.ToString();
    }

    private static void AppendDecoded(StringBuilder text, ReadOnlySpan<char> piece)
    {
        while (piece.Length > 0)
        {
            var special = piece.IndexOfAny('&', '\r');
            if (special < 0)
            {
                text.Append(piece);
                return;
            }
            text.Append(piece[..special]);
            piece = piece[special..];
            if (piece[0] == '\r')
            {
                // Line ends are line feeds (XML 1.0, 2.11).
                text.Append('\n');
                piece = piece[(piece.Length > 1 && piece[1] == '\n' ? 2 : 1)..];
                continue;
            }
            var end = piece.IndexOf(';');
            if (end < 0)
                throw new MalformedAnswerException("a reference has no end");
            AppendReference(text, piece[1..end]);
            piece = piece[(end + 1)..];
        }
    }

    private static void AppendReference(StringBuilder text, ReadOnlySpan<char> name)
    {
        _ = name switch
        {
            "lt" => text.Append('<'),
            "gt" => text.Append('>'),
            "amp" => text.Append('&'),
            "quot" => text.Append('"'),
            "apos" => text.Append('\''),
            _ => text.Append(CharacterOf(name)),
        };
    }

    private static string CharacterOf(ReadOnlySpan<char> name)
    {
        if (name.StartsWith("#"))
        {
            var isHex = name.StartsWith("#x");
            var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
            if (int.TryParse(name[(isHex ? 2 : 1)..], style, CultureInfo.InvariantCulture, out var code) && Rune.IsValid(code))
                return new Rune(code).ToString();
        }
        throw new MalformedAnswerException($"unknown reference '&{name};'");
    }
}
