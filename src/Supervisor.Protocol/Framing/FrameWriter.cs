using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Supervisor.Protocol.Framing;

/// <summary>Lays messages out as bytes, one after the other in one buffer, which is used again.</summary>
public sealed class FrameWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private int _content;

    /// <summary>Everything written since <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    public void Clear() => _buffer.ResetWrittenCount();

    /// <summary>Writes one whole message: header and content.</summary>
    public void WriteFrame(byte kind, uint number, IFrameContent content, byte descriptorCount = 0)
    {
        ArgumentNullException.ThrowIfNull(content);
        var start = _buffer.WrittenCount;
        _buffer.GetSpan(FrameHeader.Size)[..FrameHeader.Size].Clear();
        _buffer.Advance(FrameHeader.Size);
        _content = _buffer.WrittenCount;
        content.Write(this);
        var header = new FrameHeader(_buffer.WrittenCount - _content, kind, descriptorCount, number);
        // The buffer is this object's own, so what it has handed out as read-only may be completed.
        header.Write(System.Runtime.InteropServices.MemoryMarshal.AsMemory(_buffer.WrittenMemory).Span[start..]);
    }

    public void Write(bool value) => Write((byte)(value ? 1 : 0));

    public void Write(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    public void Write(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.GetSpan(sizeof(int)), value);
        _buffer.Advance(sizeof(int));
    }

    public void Write(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.GetSpan(sizeof(long)), value);
        _buffer.Advance(sizeof(long));
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        Write(bytes.Length);
        _buffer.Write(bytes);
    }

    public void Write(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var length = Encoding.UTF8.GetByteCount(text);
        Write(length);
        Encoding.UTF8.GetBytes(text, _buffer.GetSpan(length));
        _buffer.Advance(length);
    }

    public void WriteOptional(string? text)
    {
        Write(text is not null);
        if (text is not null)
            Write(text);
    }

    public void WriteOptional(int? value)
    {
        Write(value is not null);
        Write(value ?? 0);
    }

    public void WriteOptional(long? value)
    {
        Write(value is not null);
        Write(value ?? 0);
    }

    public void Write(ImmutableArray<string> texts)
    {
        Write(texts.Length);
        foreach (var text in texts)
            Write(text);
    }

    public void Write(ImmutableArray<int> numbers)
    {
        Write(numbers.Length);
        foreach (var number in numbers)
            Write(number);
    }

    public void Write<T>(ImmutableArray<T> items)
        where T : IFrameContent
    {
        Write(items.Length);
        foreach (var item in items)
            item.Write(this);
    }
}
