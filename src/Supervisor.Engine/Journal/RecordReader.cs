using System.Buffers.Binary;
using System.Text;

namespace Supervisor.Engine.Journal;

/// <summary>Reads what <see cref="RecordWriter"/> wrote.</summary>
internal ref struct RecordReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _place;

    public byte ReadByte() => _bytes[_place++];

    public int ReadInt32()
    {
        _place += sizeof(int);
        return BinaryPrimitives.ReadInt32LittleEndian(_bytes[(_place - sizeof(int))..]);
    }

    public long ReadInt64()
    {
        _place += sizeof(long);
        return BinaryPrimitives.ReadInt64LittleEndian(_bytes[(_place - sizeof(long))..]);
    }

    public ulong ReadUInt64() => (ulong)ReadInt64();

    public SlotName ReadName() => new(ReadUInt64(), ReadUInt64());

    public string ReadText(int room)
    {
        var place = _bytes.Slice(_place, room);
        _place += room;
        return Encoding.UTF8.GetString(place.Slice(1, Math.Min(place[0], room - 1)));
    }

    public void Skip(int count) => _place += count;
}
