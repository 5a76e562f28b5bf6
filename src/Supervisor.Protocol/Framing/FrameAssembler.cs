namespace Supervisor.Protocol.Framing;

/// <summary>Collects received bytes and hands out whole messages. One thread uses it.</summary>
public sealed class FrameAssembler
{
    private const int SmallestRoom = 16 * 1024;
    private byte[] _bytes = new byte[SmallestRoom];
    private int _start;
    private int _end;

    /// <summary>What has been received and not been taken: messages, and the beginning of one.</summary>
    public ReadOnlyMemory<byte> Rest => _bytes.AsMemory(_start, _end - _start);

    /// <summary>Goes on where another one stopped.</summary>
    /// <param name="rest">Its <see cref="Rest"/>.</param>
    public void Resume(ReadOnlySpan<byte> rest)
    {
        _bytes = new byte[Math.Max(SmallestRoom, rest.Length)];
        rest.CopyTo(_bytes);
        (_start, _end) = (0, rest.Length);
    }

    /// <summary>Where the next bytes are to be received; never empty.</summary>
    public Memory<byte> Room()
    {
        MakeRoom();
        return _bytes.AsMemory(_end);
    }

    /// <summary>So many bytes have been received into <see cref="Room"/>.</summary>
    public void Received(int count) => _end += count;

    /// <summary>Takes the next whole message. Its content is valid until the next call of <see cref="Room"/>.</summary>
    /// <exception cref="ProtocolException">The length cannot be.</exception>
    public bool TryTake(out FrameHeader header, out ReadOnlyMemory<byte> content)
    {
        header = default;
        content = default;
        if (_end - _start < FrameHeader.Size)
            return false;
        header = FrameHeader.Read(_bytes.AsSpan(_start));
        if (_end - _start < FrameHeader.Size + header.Length)
            return false;
        content = _bytes.AsMemory(_start + FrameHeader.Size, header.Length);
        _start += FrameHeader.Size + header.Length;
        return true;
    }

    private void MakeRoom()
    {
        var held = _end - _start;
        if (held == 0)
        {
            _start = _end = 0;
            // One large message does not leave its buffer behind.
            if (_bytes.Length > SmallestRoom)
                _bytes = new byte[SmallestRoom];
            return;
        }
        var wanted = held >= FrameHeader.Size ? FrameHeader.Size + FrameHeader.Read(_bytes.AsSpan(_start)).Length : FrameHeader.Size;
        var size = Math.Max(wanted, SmallestRoom);
        if (_start + size <= _bytes.Length && _end < _bytes.Length)
            return;
        var target = size > _bytes.Length ? new byte[size] : _bytes;
        _bytes.AsSpan(_start, held).CopyTo(target);
        _bytes = target;
        _start = 0;
        _end = held;
    }
}
