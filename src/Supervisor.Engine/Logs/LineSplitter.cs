namespace Supervisor.Engine.Logs;

/// <summary>
/// Makes lines of chunks. The beginning of a line without an end is kept for the next chunk, up to <see cref="LongestLine"/>; a longer line
/// comes in pieces, cut between UTF-8 characters.
/// </summary>
internal sealed class LineSplitter
{
    public const int LongestLine = 64 * 1024;
    private const int FirstCapacity = 256;
    private const byte LineEnd = (byte)'\n';

    private readonly ByteBuffer _begun = new(FirstCapacity);

    /// <summary>The beginning of a line whose end has not come.</summary>
    public ReadOnlySpan<byte> Begun => _begun.Content;

    /// <summary>Goes on where another one stopped.</summary>
    public void Resume(ReadOnlySpan<byte> begun)
    {
        _begun.Clear();
        _begun.Append(begun);
    }

    public void Add(ReadOnlySpan<byte> data, ILineReceiver receiver)
    {
        while (!data.IsEmpty)
        {
            var end = data.IndexOf(LineEnd);
            if (end < 0)
            {
                Keep(data, receiver);
                return;
            }
            var line = data[..end];
            data = data[(end + 1)..];
            if (_begun.IsEmpty && line.Length <= LongestLine)
            {
                receiver.Receive(line, isCut: false);
                continue;
            }
            Keep(line, receiver);
            receiver.Receive(_begun.Content, isCut: false);
            _begun.Clear();
        }
    }

    /// <summary>Hands over the beginning of a line whose end has not come.</summary>
    public void Flush(ILineReceiver receiver)
    {
        if (_begun.IsEmpty)
            return;
        receiver.Receive(_begun.Content, isCut: false);
        _begun.Clear();
    }

    private void Keep(ReadOnlySpan<byte> data, ILineReceiver receiver)
    {
        while (_begun.Count + data.Length > LongestLine)
        {
            var part = data[..(LongestLine - _begun.Count)];
            _begun.Append(part);
            data = data[part.Length..];
            var piece = Utf8Text.WholeLength(_begun.Content);
            receiver.Receive(_begun.Content[..piece], isCut: true);
            _begun.Consume(piece);
        }
        _begun.Append(data);
    }
}
