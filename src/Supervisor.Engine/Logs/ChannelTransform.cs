using Supervisor.Configuration.Settings;

namespace Supervisor.Engine.Logs;

/// <summary>
/// What happens to the bytes of one channel between its pipe and its file: a listener's protocol, capture mode, strip_ansi, the consumers,
/// log_format.
/// </summary>
internal sealed class ChannelTransform : IOutputReceiver
{
    private const int CaptureIsNoted = 1;
    private const int LineIsNoted = 2;

    private readonly ProtocolConsumer? _protocol;
    private readonly OutputCapture? _capture;
    private readonly AnsiStripper? _stripper;
    private readonly LineSplitter? _lines;
    private readonly LineFormatter? _formatter;
    private readonly ILogConsumer[] _consumers;

    /// <summary>With capture mode: a piece that may be changed in place, and the pieces that go into the file as they are.</summary>
    private readonly ByteBuffer _piece = new(0);
    private readonly ByteBuffer _pieces = new(0);

    /// <param name="formatted">Where formatted lines are appended; belongs to the lane, emptied after each read.</param>
    /// <param name="audience">Who sees the bytes besides the file.</param>
    public ChannelTransform(LogChannelSettings settings, TimeProvider clock, ByteBuffer formatted, in ChannelAudience audience)
    {
        _stripper = settings.Output.StripAnsi ? new AnsiStripper() : null;
        (_protocol, _capture, _consumers) = (audience.Protocol, audience.Capture, audience.Consumers);
        if (settings.File is null || settings.Output.Format == LogFormat.Raw)
            return;
        _lines = new LineSplitter();
        _formatter = new LineFormatter(settings, clock, formatted);
    }

    /// <summary>The bytes go into the file as they are: they may pass inside the kernel, after a look at them if need be.</summary>
    public bool IsPlain => _capture is null && _stripper is null && _formatter is null;

    /// <summary>Nobody needs to see the bytes either.</summary>
    public bool IsTransparent
    {
        get
        {
            if (!IsPlain || _protocol is not null)
                return false;
            foreach (var consumer in _consumers)
            {
                if (consumer.IsWanted)
                    return false;
            }
            return true;
        }
    }

    /// <summary>Shows the consumers what is to come, where nothing is changed.</summary>
    public void Show(ReadOnlySpan<byte> data)
    {
        _protocol?.Accept(data);
        foreach (var consumer in _consumers)
            consumer.Accept(data);
    }

    /// <summary>Takes what one read brought, changing it in place.</summary>
    /// <param name="formatted">The buffer given at construction.</param>
    /// <param name="shown">So many bytes at its beginning have been shown already; only where nothing is changed.</param>
    /// <returns>What goes into the file.</returns>
    public ReadOnlySpan<byte> Apply(Span<byte> data, ByteBuffer formatted, int shown = 0)
    {
        if (IsPlain)
        {
            if (shown < data.Length)
                Show(data[shown..]);
            return data;
        }
        _formatter?.Begin();
        _protocol?.Accept(data);
        if (_capture is null)
            data = Pass(data);
        else
        {
            _pieces.Clear();
            _capture.Accept(data, this);
            data = _pieces.Editable;
        }
        return _formatter is null ? data : formatted.Content;
    }

    /// <summary>Hands on what is held back, because the process has ended.</summary>
    /// <returns>What goes into the file.</returns>
    public ReadOnlySpan<byte> Flush(ByteBuffer formatted)
    {
        _formatter?.Begin();
        _pieces.Clear();
        _capture?.Flush(this);
        _stripper?.Reset();
        foreach (var consumer in _consumers)
            consumer.Flush();
        if (_formatter is null)
            return _pieces.Content;
        _lines!.Flush(_formatter);
        return formatted.Content;
    }

    /// <summary>Notes what is half-way through it, so that another one can go on: the beginning of a line, a capture, a control sequence.</summary>
    /// <returns>How many bytes that takes; never more than 136 KiB.</returns>
    public int Save(Span<byte> note)
    {
        if (IsPlain)
            return 0;
        note[0] = (byte)((_capture is null ? 0 : CaptureIsNoted) | (_lines is null ? 0 : LineIsNoted));
        note[1] = _stripper?.Progress ?? 0;
        var length = 2 + (_capture?.Save(note[2..]) ?? 0);
        if (_lines is null)
            return length;
        _lines.Begun.CopyTo(note[length..]);
        return length + _lines.Begun.Length;
    }

    /// <summary>Goes on where another one of the same settings stopped; of other settings it takes nothing.</summary>
    public void Resume(ReadOnlySpan<byte> note)
    {
        if (note.Length < 2 || note[0] != ((_capture is null ? 0 : CaptureIsNoted) | (_lines is null ? 0 : LineIsNoted)))
            return;
        if (_stripper is not null)
            _stripper.Progress = note[1];
        note = note[2..];
        note = note[(_capture?.Resume(note) ?? 0)..];
        _lines?.Resume(note);
    }

    public void Receive(ReadOnlySpan<byte> output)
    {
        _piece.Clear();
        _piece.Append(output);
        var rest = Pass(_piece.Editable);
        if (_formatter is null)
            _pieces.Append(rest);
    }

    private Span<byte> Pass(Span<byte> data)
    {
        if (_stripper is not null)
            data = data[.._stripper.Strip(data)];
        if (data.IsEmpty)
            return data;
        foreach (var consumer in _consumers)
            consumer.Accept(data);
        if (_formatter is not null)
            _lines!.Add(data, _formatter);
        return data;
    }
}
