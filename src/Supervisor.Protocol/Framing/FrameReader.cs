using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Supervisor.Protocol.Framing;

/// <summary>Takes the content of one message apart. Whatever does not fit is a <see cref="ProtocolException"/>.</summary>
public ref struct FrameReader(ReadOnlySpan<byte> content)
{
    private ReadOnlySpan<byte> _rest = content;

    /// <summary>Reads one item of a list.</summary>
    public delegate T ItemReader<out T>(ref FrameReader reader);

    public readonly void ExpectEnd()
    {
        if (!_rest.IsEmpty)
            throw new ProtocolException($"{_rest.Length} bytes after the end of a message");
    }

    public byte ReadByte() => Take(1)[0];

    public bool ReadBoolean() =>
        ReadByte() switch
        {
            0 => false,
            1 => true,
            var other => throw new ProtocolException($"{other} for a boolean"),
        };

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public ReadOnlySpan<byte> ReadBytes() => Take(ReadInt32());

    public string ReadString() => Encoding.UTF8.GetString(ReadBytes());

    public string? ReadOptionalString() => ReadBoolean() ? ReadString() : null;

    public int? ReadOptionalInt32()
    {
        var isThere = ReadBoolean();
        var value = ReadInt32();
        return isThere ? value : null;
    }

    public long? ReadOptionalInt64()
    {
        var isThere = ReadBoolean();
        var value = ReadInt64();
        return isThere ? value : null;
    }

    public ImmutableArray<string> ReadStrings() => ReadList((ref FrameReader reader) => reader.ReadString());

    public ImmutableArray<int> ReadNumbers() => ReadList((ref FrameReader reader) => reader.ReadInt32());

    public ImmutableArray<T> ReadList<T>(ItemReader<T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var count = ReadInt32();
        // Every item has at least one byte, so a count that lies cannot ask for more memory than was sent.
        if (count < 0 || count > _rest.Length)
            throw new ProtocolException($"a list of {count} in {_rest.Length} bytes");
        var items = ImmutableArray.CreateBuilder<T>(count);
        for (var index = 0; index < count; index++)
            items.Add(read(ref this));
        return items.MoveToImmutable();
    }

    /// <summary>A value of an enumeration that this side knows.</summary>
    public T ReadEnum<T>()
        where T : struct, Enum
    {
        var value = (T)Enum.ToObject(typeof(T), ReadInt32());
        return Enum.IsDefined(value) ? value : throw new ProtocolException($"{value} is no {typeof(T).Name}");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > _rest.Length)
            throw new ProtocolException($"{count} bytes wanted, {_rest.Length} there");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
