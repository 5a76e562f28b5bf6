using System.Text;

namespace Supervisord.DaemonLog;

/// <summary>Bytes that wait to be written: added at the end, taken from the start, in a buffer that is used again.</summary>
internal sealed class PendingBytes
{
    private const int UsualLength = 1024;
    private const int LongestKept = 128 * 1024;
    private byte[] _bytes = new byte[UsualLength];
    private int _start;
    private int _end;

    public int Length => _end - _start;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(_start.._end);

    public void Append(ReadOnlySpan<char> text)
    {
        Reserve(Encoding.UTF8.GetByteCount(text));
        _end += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_end));
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_end));
        _end += bytes.Length;
    }

    /// <summary>Takes so many from the start.</summary>
    public void Consume(int count)
    {
        _start += count;
        if (_start == _end)
            Clear();
    }

    /// <summary>Empty again. The buffer of a very long text is given back.</summary>
    public void Clear()
    {
        _start = _end = 0;
        if (_bytes.Length > LongestKept)
            _bytes = new byte[UsualLength];
    }

    private void Reserve(int more)
    {
        if (_end + more <= _bytes.Length)
            return;
        var length = Length;
        var target = length + more <= _bytes.Length ? _bytes : new byte[Math.Max(_bytes.Length * 2, length + more)];
        Bytes.CopyTo(target);
        (_bytes, _start, _end) = (target, 0, length);
    }
}
