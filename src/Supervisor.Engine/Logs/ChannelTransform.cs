using Supervisor.Configuration.Settings;

namespace Supervisor.Engine.Logs;

/// <summary>
/// What happens to the bytes of one channel between its pipe and its file: a listener's protocol, capture mode, strip_ansi, the consumers,
/// log_format.
/// </summary>
internal sealed class ChannelTransform
{
    private readonly ProtocolConsumer? _protocol;
    private readonly OutputCapture? _capture;
    private readonly ByteBuffer? _outside;
    private readonly AnsiStripper? _stripper;
    private readonly LineSplitter? _lines;
    private readonly LineFormatter? _formatter;
    private readonly ILogConsumer[] _consumers;

    /// <param name="formatted">Where formatted lines are appended; belongs to the lane, emptied after each read.</param>
    /// <param name="audience">Who sees the bytes besides the file.</param>
    public ChannelTransform(LogChannelSettings settings, TimeProvider clock, ByteBuffer formatted, in ChannelAudience audience)
    {
        _stripper = settings.Output.StripAnsi ? new AnsiStripper() : null;
        (_protocol, _capture, _consumers) = (audience.Protocol, audience.Capture, audience.Consumers);
        _outside = _capture is null ? null : new ByteBuffer(0);
        if (settings.File is null || settings.Output.Format == LogFormat.Raw)
            return;
        _lines = new LineSplitter();
        _formatter = new LineFormatter(settings, clock, formatted);
    }

    /// <summary>Nobody needs to see the bytes: they may pass inside the kernel.</summary>
    public bool IsTransparent
    {
        get
        {
            if (_protocol is not null || _capture is not null || _stripper is not null || _formatter is not null)
                return false;
            foreach (var consumer in _consumers)
            {
                if (consumer.IsWanted)
                    return false;
            }
            return true;
        }
    }

    /// <summary>Takes what one read brought, changing it in place.</summary>
    /// <param name="formatted">The buffer given at construction.</param>
    /// <returns>What goes into the file.</returns>
    public ReadOnlySpan<byte> Apply(Span<byte> data, ByteBuffer formatted)
    {
        _protocol?.Accept(data);
        if (_capture is null || _outside is null)
            return Pass(data, formatted);
        _outside.Clear();
        _capture.Accept(data, _outside);
        return Pass(_outside.Editable, formatted);
    }

    /// <summary>Hands on what is held back, because the process has ended.</summary>
    /// <returns>What goes into the file.</returns>
    public ReadOnlySpan<byte> Flush(ByteBuffer formatted)
    {
        _outside?.Clear();
        _capture?.Flush(_outside!);
        var output = _outside is { IsEmpty: false } ? Pass(_outside.Editable, formatted) : default;
        _stripper?.Reset();
        foreach (var consumer in _consumers)
            consumer.Flush();
        if (_formatter is null || _lines is null)
            return output;
        _formatter.Begin();
        _lines.Flush(_formatter);
        return formatted.Content;
    }

    private ReadOnlySpan<byte> Pass(Span<byte> data, ByteBuffer formatted)
    {
        if (data.IsEmpty)
            return default;
        if (_stripper is not null)
            data = data[.._stripper.Strip(data)];
        foreach (var consumer in _consumers)
            consumer.Accept(data);
        if (_formatter is null || _lines is null)
            return data;
        _formatter.Begin();
        _lines.Add(data, _formatter);
        return formatted.Content;
    }
}
