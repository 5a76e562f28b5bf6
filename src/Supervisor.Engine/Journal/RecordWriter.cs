using System.Buffers.Binary;
using System.Text.Unicode;

namespace Supervisor.Engine.Journal;

/// <summary>Writes numbers and short texts one behind the other; nothing is allocated.</summary>
internal ref struct RecordWriter(Span<byte> bytes)
{
    private readonly Span<byte> _bytes = bytes;
    private int _place;

    public void Write(byte value) => _bytes[_place++] = value;

    public void Write(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes[_place..], value);
        _place += sizeof(int);
    }

    public void Write(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_bytes[_place..], value);
        _place += sizeof(long);
    }

    public void Write(ulong value) => Write((long)value);

    public void Write(SlotName value)
    {
        Write(value.Low);
        Write(value.High);
    }

    /// <summary>As much of the text as fits in so many bytes with its length, cut between characters.</summary>
    public void Write(ReadOnlySpan<char> text, int room)
    {
        var place = _bytes.Slice(_place, room);
        Utf8.FromUtf16(text, place[1..Math.Min(room, byte.MaxValue)], out _, out var written);
        place[0] = (byte)written;
        _place += room;
    }

    public void Skip(int count) => _place += count;
}
