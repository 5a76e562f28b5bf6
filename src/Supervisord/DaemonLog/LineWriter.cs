using System.Text;

namespace Supervisord.DaemonLog;

/// <summary>The characters of one line, in a buffer that is used again for the next.</summary>
internal sealed class LineWriter : TextWriter
{
    private const int UsualLength = 256;
    private const int LongestKept = 16 * 1024;
    private char[] _characters = new char[UsualLength];
    private int _length;

    public override Encoding Encoding => Encoding.UTF8;

    public ReadOnlySpan<char> Text => _characters.AsSpan(0, _length);

    /// <summary>Starts a new line. The buffer of a very long one is given back.</summary>
    public void Clear()
    {
        _length = 0;
        if (_characters.Length > LongestKept)
            _characters = new char[UsualLength];
    }

    public override void Write(char value)
    {
        Reserve(1);
        _characters[_length++] = value;
    }

    public override void Write(ReadOnlySpan<char> buffer)
    {
        Reserve(buffer.Length);
        buffer.CopyTo(_characters.AsSpan(_length));
        _length += buffer.Length;
    }

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    private void Reserve(int more)
    {
        if (_length + more > _characters.Length)
            Array.Resize(ref _characters, Math.Max(_characters.Length * 2, _length + more));
    }
}
