using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Supervisor.Gateway.XmlRpc.Answers;

/// <summary>
/// Lays values out as UTF-8, byte for byte as Python's xmlrpc.client does, in pooled pieces. What XML 1.0 does not allow (control characters,
/// bytes that are no UTF-8) becomes U+FFFD, so that every answer can be read.
/// </summary>
/// <param name="budget">What answers that need more than a piece share.</param>
internal sealed class AnswerWriter(MemoryBudget budget) : IDisposable
{
    private const int FirstPiece = 16 * 1024;
    private const int LargestPiece = 1024 * 1024;

    /// <summary>Pieces of each size that are kept while nobody uses them: the shared pool would keep dozens of megabytes.</summary>
    private const int KeptPieces = 8;

    /// <summary>The longest that is written without asking how long it is: a number, a character, a fragment.</summary>
    private const int Room = 64;

    /// <summary>Characters that are encoded at once.</summary>
    private const int Portion = 4096;

    private static readonly ArrayPool<byte> Pool = ArrayPool<byte>.Create(LargestPiece, KeptPieces);

    /// <summary>What is copied as it is: ASCII but for control characters and what has to be escaped.</summary>
    private static readonly SearchValues<byte> Plain = SearchValues.Create(PlainBytes());

    private readonly List<ArraySegment<byte>> _full = [];
    private byte[] _piece = Pool.Rent(FirstPiece);
    private int _used;
    private long _length;
    private long _taken;

    public long Length => _length + _used;

    /// <summary>Everything written, in order; valid until this is disposed.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Pieces() =>
        _full.Select(piece => (ReadOnlyMemory<byte>)piece).Append(_piece.AsMemory(0, _used));

    public void Dispose()
    {
        foreach (var piece in _full)
            Pool.Return(piece.Array!);
        if (_piece.Length > 0)
            Pool.Return(_piece);
        budget.Return(_taken);
        _taken = 0;
        _full.Clear();
        _piece = [];
        _used = 0;
    }

    /// <summary>Markup.</summary>
    public void Write(ReadOnlySpan<byte> markup)
    {
        while (!markup.IsEmpty)
        {
            if (_used == _piece.Length)
                Grow();
            var count = Math.Min(markup.Length, _piece.Length - _used);
            markup[..count].CopyTo(_piece.AsSpan(_used));
            _used += count;
            markup = markup[count..];
        }
    }

    public void WriteText(string text)
    {
        Write("<value><string>"u8);
        WriteCharacters(text);
        Write("</string></value>\n"u8);
    }

    public void WriteNumber(long number)
    {
        Write("<value><int>"u8);
        // The type has 32 bits; Supervisor's times end there too.
        var capped = (int)Math.Clamp(number, int.MinValue, int.MaxValue);
        Utf8Formatter.TryFormat(capped, Reserve(), out var count);
        _used += count;
        Write("</int></value>\n"u8);
    }

    public void WriteTruth(bool truth) =>
        Write(truth ? "<value><boolean>1</boolean></value>\n"u8 : "<value><boolean>0</boolean></value>\n"u8);

    public void BeginArray() => Write("<value><array><data>\n"u8);

    public void EndArray() => Write("</data></array></value>\n"u8);

    public void BeginStructure() => Write("<value><struct>\n"u8);

    public void EndStructure() => Write("</struct></value>\n"u8);

    public void WriteMember(ReadOnlySpan<byte> name, string text)
    {
        BeginMember(name);
        WriteText(text);
        EndMember();
    }

    public void WriteMember(ReadOnlySpan<byte> name, long number)
    {
        BeginMember(name);
        WriteNumber(number);
        EndMember();
    }

    public void WriteMember(ReadOnlySpan<byte> name, bool truth)
    {
        BeginMember(name);
        WriteTruth(truth);
        EndMember();
    }

    public void BeginMember(ReadOnlySpan<byte> name)
    {
        Write("<member>\n<name>"u8);
        Write(name);
        Write("</name>\n"u8);
    }

    public void EndMember() => Write("</member>\n"u8);

    /// <summary>Escaped. A surrogate without its other half is replaced.</summary>
    public void WriteCharacters(string text)
    {
        Span<byte> bytes = stackalloc byte[Portion * 3];
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var count = Math.Min(rest.Length, Portion);
            // A pair stays together.
            if (count < rest.Length && char.IsHighSurrogate(rest[count - 1]))
                count--;
            WriteCharacters(bytes[..Encoding.UTF8.GetBytes(rest[..count], bytes)]);
            rest = rest[count..];
        }
    }

    /// <summary>Escaped; each part that is no UTF-8 is replaced by one U+FFFD.</summary>
    public void WriteCharacters(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAnyExcept(Plain);
            if (plain < 0)
                plain = text.Length;
            Write(text[..plain]);
            text = text[plain..];
            if (!text.IsEmpty)
                text = text[WriteCharacter(text)..];
        }
    }

    private static byte[] PlainBytes() =>
        [.. Enumerable.Range(' ', 0x7F - ' ' + 1).Select(each => (byte)each).Except("&<>"u8.ToArray()), (byte)'\t', (byte)'\n', (byte)'\r'];

    /// <summary>Writes the first character; gives how many bytes of the text it has.</summary>
    private int WriteCharacter(ReadOnlySpan<byte> text)
    {
        var status = Rune.DecodeFromUtf8(text, out var rune, out var count);
        switch (rune.Value)
        {
            case '&':
                Write("&amp;"u8);
                break;
            case '<':
                Write("&lt;"u8);
                break;
            case '>':
                Write("&gt;"u8);
                break;
            case < ' ' or 0xFFFE or 0xFFFF:
                Write("\uFFFD"u8);
                break;
            default:
                Write(status == OperationStatus.Done ? text[..count] : "\uFFFD"u8);
                break;
        }
        return count;
    }

    private Span<byte> Reserve()
    {
        if (_piece.Length - _used < Room)
            Grow();
        return _piece.AsSpan(_used);
    }

    private void Grow()
    {
        if (Length > budget.Largest)
            throw new AnswerTooLargeException($"the answer would have more than {budget.Largest} bytes");
        var size = Math.Min(_piece.Length * 4, LargestPiece);
        if (!budget.TryTake(size))
            throw new AnswerTooLargeException("there is no memory for another large answer at this moment");
        _taken += size;
        _length += _used;
        _full.Add(new ArraySegment<byte>(_piece, 0, _used));
        _piece = Pool.Rent(size);
        _used = 0;
    }
}
