using Supervisor.Engine.Events;

namespace Supervisor.Engine.Logs;

/// <summary>Who sees what comes through a channel besides its file.</summary>
/// <param name="Consumers">Of what is no capture, after strip_ansi.</param>
internal readonly record struct ChannelAudience(ProtocolConsumer? Protocol, OutputCapture? Capture, ILogConsumer[] Consumers)
{
    /// <summary>Those that the settings ask for.</summary>
    public static ChannelAudience Of(LogChannel channel, LogChannelSettings settings, LaneContext context)
    {
        var (output, isStdout) = (settings.Output, settings.Stream == LogStream.Stdout);
        var consumers = new List<ILogConsumer>();
        if (output.Syslog)
            consumers.Add(new SyslogConsumer(settings.ProcessName, context.Syslog));
        if (context.Copy is { } copy)
            consumers.Add(new OutputCopyConsumer(settings, copy));
        if (settings.IsProtocol)
            return new ChannelAudience(new ProtocolConsumer(channel, context.Outputs), null, [.. consumers]);
        if (output.EventsEnabled)
            consumers.Add(
                new LogEventConsumer(
                    new EventFeed(channel, isStdout ? EventType.ProcessLogStdout : EventType.ProcessLogStderr, context.Outputs)
                )
            );
        return new ChannelAudience(null, CaptureOf(channel, settings, context), [.. consumers]);
    }

    private static OutputCapture? CaptureOf(LogChannel channel, LogChannelSettings settings, LaneContext context)
    {
        if (settings.Output.CaptureMaxBytes == 0)
            return null;
        var isStdout = settings.Stream == LogStream.Stdout;
        var type = isStdout ? EventType.ProcessCommunicationStdout : EventType.ProcessCommunicationStderr;
        var stripper = settings.Output.StripAnsi ? new AnsiStripper() : null;
        return new OutputCapture(settings.Output.CaptureMaxBytes, new EventFeed(channel, type, context.Outputs), stripper);
    }
}
