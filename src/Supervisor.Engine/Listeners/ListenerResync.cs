namespace Supervisor.Engine.Listeners;

/// <summary>
/// A listener that was taken over: what it said last may have been read by a master that died before it could note it. So the first words
/// that come tell where it really stands.
/// </summary>
internal sealed class ListenerResync
{
    private enum Doubt
    {
        None,

        /// <summary>Whether it has said READY is not known.</summary>
        Ready,

        /// <summary>Whether it has given its result is not known.</summary>
        Result,

        /// <summary>It was silent for so long that its event was offered anew; what it says of it later does not count.</summary>
        Late,
    }

    private static ReadOnlySpan<byte> ReadyLine => "READY\n"u8;

    private static ReadOnlySpan<byte> ResultWord => "RESULT "u8;

    private Doubt _doubt;

    /// <summary>Nothing has come yet that tells whether it has given its result.</summary>
    public bool IsResultInDoubt => _doubt == Doubt.Result;

    /// <summary>It stood so, as far as was noted.</summary>
    public void Begin(ListenerState state) =>
        _doubt = state switch
        {
            ListenerState.Acknowledged => Doubt.Ready,
            ListenerState.Busy => Doubt.Result,
            _ => Doubt.None,
        };

    public void End() => _doubt = Doubt.None;

    public void GiveUp() => _doubt = Doubt.Late;

    /// <summary>Looks at what has come and is not read yet.</summary>
    /// <param name="skipped">So many bytes of it mean nothing any more.</param>
    /// <param name="waits">More has to come before it can be read.</param>
    /// <returns>True when its result is lost: it has given one, and is ready again.</returns>
    public bool Look(ReadOnlySpan<byte> content, ListenerState state, out int skipped, out bool waits)
    {
        (skipped, waits) = (0, false);
        if (_doubt == Doubt.None || content.IsEmpty)
            return false;
        if (StartsLike(content, ResultWord) && !(_doubt == Doubt.Late && state == ListenerState.Ready))
        {
            waits = content.Length < ResultWord.Length;
            if (!waits)
                _doubt = Doubt.None;
            return false;
        }
        // The end of READY alone, or of a result and then READY: what stood before it is gone.
        var ready = content.IndexOf(ReadyLine);
        var end =
            ready >= 0 ? ready + ReadyLine.Length
            : _doubt == Doubt.Ready && content[^1] == (byte)'\n' ? content.Length
            : 0;
        waits = end == 0;
        if (waits)
            return false;
        skipped = end;
        var isLost = _doubt == Doubt.Result;
        _doubt = Doubt.None;
        return isLost;
    }

    private static bool StartsLike(ReadOnlySpan<byte> content, ReadOnlySpan<byte> word) =>
        content.Length < word.Length ? word.StartsWith(content) : content.StartsWith(word);
}
