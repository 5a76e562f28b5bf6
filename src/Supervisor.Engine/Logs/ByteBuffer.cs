using System.Buffers;

namespace Supervisor.Engine.Logs;

/// <summary>Bytes that wait to be written. Grows to its working size once and is then used again without allocations.</summary>
internal sealed class ByteBuffer(int initialCapacity) : IBufferWriter<byte>
{
    private byte[] _bytes = new byte[initialCapacity];
    private int _start;
    private int _end;

    public int Count => _end - _start;
    public bool IsEmpty => _start == _end;
    public ReadOnlySpan<byte> Content => _bytes.AsSpan(_start, Count);

    /// <summary>The content, to be changed in place.</summary>
    public Span<byte> Editable => _bytes.AsSpan(_start, Count);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        Advance(bytes.Length);
    }

    public void Append(byte value)
    {
        GetSpan(1)[0] = value;
        Advance(1);
    }

    /// <summary>Drops bytes from the front.</summary>
    public void Consume(int count)
    {
        _start += count;
        if (_start == _end)
            Clear();
    }

    public void Clear() => (_start, _end) = (0, 0);

    public void Advance(int count) => _end += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_end);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_end);
    }

    private void Reserve(int count)
    {
        var wanted = Math.Max(count, 1);
        if (_bytes.Length - _end >= wanted)
            return;
        var content = Content;
        var target = _bytes.Length - content.Length >= wanted ? _bytes : new byte[Math.Max(_bytes.Length * 2, content.Length + wanted)];
        content.CopyTo(target);
        (_end, _start, _bytes) = (content.Length, 0, target);
    }
}
