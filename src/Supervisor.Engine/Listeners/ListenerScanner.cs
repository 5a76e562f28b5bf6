using System.Text;
using Supervisor.Engine.Events;
using Supervisor.Engine.Logs;

namespace Supervisor.Engine.Listeners;

/// <summary>
/// Makes inputs of what a listener writes, whatever pieces it comes in. What the bytes mean depends on the state, so the caller takes one
/// input at a time and makes its step before it asks for the next.
/// </summary>
internal sealed class ListenerScanner
{
    /// <summary>A longer line is none of a result: the original would collect it without end.</summary>
    public const int LongestResultLine = 4096;

    /// <summary>"RESULT ": what stands there is not looked at, as in the original.</summary>
    private const int ResultWordLength = 7;

    private readonly ByteBuffer _bytes = new(0);

    /// <summary>What is still to come of a result; null before its line.</summary>
    private long? _needed;
    private bool _mayBeAccepted;

    /// <summary>What has come and is not read yet.</summary>
    public ReadOnlySpan<byte> Content => _bytes.Content;

    public void Add(ReadOnlySpan<byte> bytes) => _bytes.Append(bytes);

    /// <summary>So many bytes mean nothing.</summary>
    public void Skip(int count) => _bytes.Consume(count);

    /// <summary>A new run begins, or nothing that was said counts any more.</summary>
    public void Clear()
    {
        _bytes.Clear();
        _needed = null;
    }

    /// <returns>False: what is there is not enough to tell.</returns>
    public bool TryRead(ListenerState state, out ListenerInput input)
    {
        input = default;
        if (_needed is null && _bytes.IsEmpty)
            return false;
        switch (state)
        {
            case ListenerState.Acknowledged:
                return TryReadReady(out input);
            case ListenerState.Busy:
                return TryReadResult(out input);
            default:
                Clear();
                input = new ListenerInput(ListenerInputKind.Noise);
                return true;
        }
    }

    private bool TryReadReady(out ListenerInput input)
    {
        var ready = "READY\n"u8;
        var isReady = _bytes.Content.StartsWith(ready);
        input = new ListenerInput(isReady ? ListenerInputKind.Ready : ListenerInputKind.Noise);
        if (_bytes.Count < ready.Length)
            return false;
        if (isReady)
            _bytes.Consume(ready.Length);
        else
            Clear();
        return true;
    }

    private bool TryReadResult(out ListenerInput input)
    {
        input = default;
        if (_needed is null && !TryReadResultLine(out input))
            return input.Kind == ListenerInputKind.BadResult;
        return TryReadResultText(out input);
    }

    /// <returns>False with a bad result, or with nothing when the line is not complete.</returns>
    private bool TryReadResultLine(out ListenerInput input)
    {
        input = default;
        var end = _bytes.Content.IndexOf((byte)'\n');
        if (end < 0 && _bytes.Count <= LongestResultLine)
            return false;
        var line = _bytes.Content[..(end < 0 ? LongestResultLine : end)];
        if (end >= 0 && line.Length > ResultWordLength && PythonInteger.TryParse(line[ResultWordLength..], out var length) && length >= 0)
        {
            _needed = length;
            _mayBeAccepted = length == Accepting.Length;
            _bytes.Consume(end + 1);
            return true;
        }
        input = new ListenerInput(ListenerInputKind.BadResult, Encoding.UTF8.GetString(PythonBytes.Readable(line.ToArray())));
        Clear();
        return false;
    }

    private bool TryReadResultText(out ListenerInput input)
    {
        input = default;
        if (_mayBeAccepted && _bytes.Count < _needed)
            return false;
        _mayBeAccepted = _mayBeAccepted && _bytes.Content.StartsWith(Accepting);
        var taken = (int)Math.Min(_needed!.Value, _bytes.Count);
        _bytes.Consume(taken);
        _needed -= taken;
        if (_needed > 0)
            return false;
        _needed = null;
        input = new ListenerInput(_mayBeAccepted ? ListenerInputKind.Accepted : ListenerInputKind.Rejected);
        return true;
    }

    private static ReadOnlySpan<byte> Accepting => "OK"u8;
}
