using System.Buffers;

namespace Supervisor.Toml;

/// <summary>What tells the four kinds of string apart.</summary>
internal sealed class StringSyntax
{
    public static readonly StringSyntax Basic = new((byte)'"', isMultiLine: false);
    public static readonly StringSyntax Literal = new((byte)'\'', isMultiLine: false);
    public static readonly StringSyntax MultiLineBasic = new((byte)'"', isMultiLine: true);
    public static readonly StringSyntax MultiLineLiteral = new((byte)'\'', isMultiLine: true);

    private StringSyntax(byte quote, bool isMultiLine)
    {
        Quote = quote;
        IsMultiLine = isMultiLine;
        HasEscapes = quote == '"';
        Delimiter = new string((char)quote, isMultiLine ? 3 : 1);
        Stops = SearchValues.Create(HasEscapes ? [.. ControlCharacters.ButTab, quote, (byte)'\\'] : [.. ControlCharacters.ButTab, quote]);
    }

    public byte Quote { get; }

    public bool IsMultiLine { get; }

    public bool HasEscapes { get; }

    /// <summary>The quotation marks it begins and ends with.</summary>
    public string Delimiter { get; }

    /// <summary>The bytes that are not simply content.</summary>
    public SearchValues<byte> Stops { get; }

    /// <summary>The syntax of the string whose opening quotation mark is next.</summary>
    public static StringSyntax Of(ReadOnlySpan<byte> rest) =>
        rest[0] == '"'
            ? rest.StartsWith("\"\"\""u8)
                ? MultiLineBasic
                : Basic
            : rest.StartsWith("'''"u8)
                ? MultiLineLiteral
                : Literal;
}
