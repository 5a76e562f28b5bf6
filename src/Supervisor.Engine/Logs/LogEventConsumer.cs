namespace Supervisor.Engine.Logs;

/// <summary>
/// stdout_events_enabled and stderr_events_enabled: each read as a PROCESS_LOG event. A UTF-8 character that a read cut in two stays whole:
/// its beginning waits for the rest.
/// </summary>
internal sealed class LogEventConsumer(EventFeed feed) : ILogConsumer
{
    private readonly ByteBuffer _begun = new(0);

    public bool IsWanted => feed.IsWanted;

    /// <summary>The beginning of a character, which waits for the rest.</summary>
    public ReadOnlySpan<byte> Begun => _begun.Content;

    /// <summary>Goes on where another one stopped.</summary>
    public void Resume(ReadOnlySpan<byte> begun)
    {
        _begun.Clear();
        _begun.Append(begun[..Math.Min(begun.Length, Utf8Text.LongestCharacter)]);
    }

    public void Accept(ReadOnlySpan<byte> data)
    {
        if (!feed.IsWanted)
        {
            _begun.Clear();
            return;
        }
        if (!_begun.IsEmpty)
        {
            _begun.Append(data);
            data = _begun.Content;
        }
        var whole = Utf8Text.WholeLength(data);
        if (whole > 0)
            feed.Send(data[..whole]);
        Keep(data[whole..]);
    }

    public void Flush()
    {
        if (!_begun.IsEmpty && feed.IsWanted)
            feed.Send(_begun.Content);
        _begun.Clear();
    }

    private void Keep(ReadOnlySpan<byte> rest)
    {
        Span<byte> copy = stackalloc byte[Utf8Text.LongestCharacter];
        rest.CopyTo(copy);
        _begun.Clear();
        _begun.Append(copy[..rest.Length]);
    }
}
