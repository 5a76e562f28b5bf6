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
    private const int CharacterIsNoted = 4;

    private readonly ProtocolConsumer? _protocol;
    private readonly OutputCapture? _capture;
    private readonly AnsiStripper? _stripper;
    private readonly LineSplitter? _lines;
    private readonly LineFormatter? _formatter;
    private readonly ILogConsumer[] _consumers;
    private readonly LogEventConsumer? _events;

    /// <summary>With capture mode: a piece that may be changed in place, and the pieces that go into the file as they are.</summary>
    private readonly ByteBuffer _piece = new(0);
    private readonly ByteBuffer _pieces = new(0);

    /// <param name="formatted">Where formatted lines are appended; belongs to the lane, emptied after each read.</param>
    /// <param name="audience">Who sees the bytes besides the file.</param>
    public ChannelTransform(LogChannelSettings settings, TimeProvider clock, ByteBuffer formatted, in ChannelAudience audience)
    {
        _stripper = settings.Output.StripAnsi ? new AnsiStripper() : null;
        (_protocol, _capture, _consumers) = (audience.Protocol, audience.Capture, audience.Consumers);
        _events = Array.Find(_consumers, consumer => consumer is LogEventConsumer) as LogEventConsumer;
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

    /// <summary>Somebody wants events of the bytes, or they are what a listener says: the loop is told of them.</summary>
    public bool IsTold => _protocol is not null || _events is { IsWanted: true };

    /// <summary>The beginning of a character, which waits for the rest before there is an event of it.</summary>
    public ReadOnlySpan<byte> Character => _events is null ? default : _events.Begun;

    /// <summary>Goes on with such a beginning that another one had.</summary>
    public void ResumeCharacter(ReadOnlySpan<byte> begun) => _events?.Resume(begun);

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
        var character = Character;
        if (IsPlain && character.IsEmpty)
            return 0;
        note[0] = (byte)(Kind | (character.IsEmpty ? 0 : CharacterIsNoted));
        note[1] = _stripper?.Progress ?? 0;
        var length = 2;
        if (!character.IsEmpty)
        {
            note[length++] = (byte)character.Length;
            character.CopyTo(note[length..]);
            length += character.Length;
        }
        length += _capture?.Save(note[length..]) ?? 0;
        if (_lines is null)
            return length;
        _lines.Begun.CopyTo(note[length..]);
        return length + _lines.Begun.Length;
    }

    /// <summary>Goes on where another one of the same settings stopped; of other settings it takes nothing.</summary>
    public void Resume(ReadOnlySpan<byte> note)
    {
        if (note.Length < 2 || (note[0] & ~CharacterIsNoted) != Kind)
            return;
        if (_stripper is not null)
            _stripper.Progress = note[1];
        var hasCharacter = (note[0] & CharacterIsNoted) != 0;
        note = note[2..];
        if (hasCharacter)
        {
            ResumeCharacter(note.Slice(1, note[0]));
            note = note[(1 + note[0])..];
        }
        note = note[(_capture?.Resume(note) ?? 0)..];
        _lines?.Resume(note);
    }

    /// <summary>What a note of it has.</summary>
    private int Kind => (_capture is null ? 0 : CaptureIsNoted) | (_lines is null ? 0 : LineIsNoted);

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
