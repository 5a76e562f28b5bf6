using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Supervisor.Toml;

/// <summary>
/// The bytes of a document and a place in them that only moves forward. Knows line ends, white space, comments, UTF-8 and positions, but
/// nothing of keys and values. A Try method that returns false has set <see cref="Error"/>.
/// </summary>
/// <remarks>
/// Columns are counted from the last position asked for, not from the begin of the line, so that a document in one long line costs no more
/// than one in many.
/// </remarks>
internal ref struct Scanner
{
    /// <summary>What <see cref="Next"/> is after the last byte.</summary>
    public const int EndOfInput = -1;

    private static readonly SearchValues<byte> _commentStops = SearchValues.Create(ControlCharacters.ButTab);

    private readonly ReadOnlySpan<byte> _bytes;
    private int _offset;
    private int _line = 1;
    private int _column = 1;
    private int _columnOffset;

    public Scanner(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        Scratch = new ArrayBufferWriter<byte>();
        if (bytes.StartsWith("\uFEFF"u8))
        {
            _offset = _columnOffset = "\uFEFF"u8.Length;
        }
    }

    public TomlError? Error { get; private set; }

    /// <summary>Room for the content of the string being read; kept between strings so that most need no memory but their own.</summary>
    public ArrayBufferWriter<byte> Scratch { get; }

    /// <summary>The byte to be read next, or <see cref="EndOfInput"/>.</summary>
    public readonly int Next => PeekAt(0);

    /// <summary>What has not been read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _bytes[_offset..];

    public readonly bool IsAtLineEnd => Next is EndOfInput or '\n' || (Next == '\r' && PeekAt(1) == '\n');

    /// <summary>The document begins with the byte order mark of UTF-16.</summary>
    public readonly bool IsUtf16 => _bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];

    public readonly int PeekAt(int distance) => _offset + distance < _bytes.Length ? _bytes[_offset + distance] : EndOfInput;

    /// <summary>Goes over bytes that hold no line end.</summary>
    public void Advance(int count) => _offset += count;

    /// <summary>Takes bytes that hold no line end.</summary>
    public ReadOnlySpan<byte> Take(int count)
    {
        ReadOnlySpan<byte> taken = _bytes.Slice(_offset, count);
        _offset += count;
        return taken;
    }

    /// <summary>Where the next byte is.</summary>
    public SourcePosition GetPosition()
    {
        _column += CountScalars(_bytes[_columnOffset.._offset]);
        _columnOffset = _offset;
        return new SourcePosition(_line, _column, _offset);
    }

    /// <summary>The text from a position up to the next byte, clipped to its first line.</summary>
    public SourceSpan GetSpanFrom(SourcePosition start)
    {
        SourcePosition end = GetPosition();
        if (end.Line == start.Line)
        {
            return start.ToSpan(end.Column - start.Column);
        }
        ReadOnlySpan<byte> text = _bytes[start.ByteOffset.._offset];
        ReadOnlySpan<byte> firstLine = text[..text.IndexOf((byte)'\n')];
        return start.ToSpan(CountScalars(firstLine.EndsWith("\r"u8) ? firstLine[..^1] : firstLine));
    }

    /// <summary>Takes LF or CRLF if that is next. A lone CR is no line end.</summary>
    public bool TryTakeLineEnd()
    {
        if (Next == EndOfInput || !IsAtLineEnd)
        {
            return false;
        }
        _offset += Next == '\r' ? 2 : 1;
        _line++;
        _column = 1;
        _columnOffset = _offset;
        return true;
    }

    /// <summary>Goes over spaces and tabs.</summary>
    public void SkipWhiteSpace()
    {
        while (Next is ' ' or '\t')
        {
            _offset++;
        }
    }

    /// <summary>Goes over a comment if there is one; the line end is left.</summary>
    public bool TrySkipComment()
    {
        if (Next != '#')
        {
            return true;
        }
        return TryTakeText(_commentStops, out _) && (IsAtLineEnd || FailExpected("text of the comment"));
    }

    /// <summary>Goes over white space, comments and line ends.</summary>
    public bool TrySkipToToken()
    {
        do
        {
            SkipWhiteSpace();
            if (!TrySkipComment())
            {
                return false;
            }
        } while (TryTakeLineEnd());
        return true;
    }

    /// <summary>Takes UTF-8 text up to one of the stops or the end. The stops hold all line ends.</summary>
    public bool TryTakeText(SearchValues<byte> stops, out ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> rest = Rest;
        int length = rest.IndexOfAny(stops);
        text = length < 0 ? rest : rest[..length];
        if (Utf8.IsValid(text))
        {
            _offset += text.Length;
            return true;
        }
        while (Rune.DecodeFromUtf8(Rest, out _, out int size) == OperationStatus.Done)
        {
            _offset += size;
        }
        return FailExpected("UTF-8 text");
    }

    public bool Fail(string message, SourceSpan span) => Fail(new TomlError(message, span));

    /// <summary>Keeps the error, unless there is none.</summary>
    /// <returns>Whether all is well.</returns>
    public bool Fail(TomlError? error)
    {
        Error = error;
        return error is null;
    }

    /// <summary>An error at the next byte: what was expected, and what is there.</summary>
    public bool FailExpected(string expected) => Fail($"expected {expected}, found {Excerpt.OfNext(Rest)}", GetPosition().ToSpan(1));

    /// <summary>As <see cref="FailExpected(string)"/>, but when the document has ended, it points at what was never closed.</summary>
    public bool FailExpected(string expected, SourceSpan opening) =>
        Next == EndOfInput ? Fail($"expected {expected}, found end of file", opening) : FailExpected(expected);

    private static int CountScalars(ReadOnlySpan<byte> utf8)
    {
        if (Ascii.IsValid(utf8))
        {
            return utf8.Length;
        }
        int count = 0;
        foreach (byte unit in utf8)
        {
            count += (unit & 0xC0) == 0x80 ? 0 : 1;
        }
        return count;
    }
}
