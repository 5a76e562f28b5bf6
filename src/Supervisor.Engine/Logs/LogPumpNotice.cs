using Supervisor.Configuration.Settings;

namespace Supervisor.Engine.Logs;

/// <summary>One message of the log pump to the master loop.</summary>
/// <param name="Token">With <see cref="LogPumpNoticeKind.Drained"/>: the token of the drain.</param>
/// <param name="Level">Otherwise: the level of the line.</param>
/// <param name="Text">Otherwise: the line.</param>
/// <param name="Output">With <see cref="LogPumpNoticeKind.Output"/>: what a program wrote.</param>
public readonly record struct LogPumpNotice(
    LogPumpNoticeKind Kind,
    long Token,
    DaemonLogLevel Level,
    string Text,
    ChannelOutput? Output = null
)
{
    public static LogPumpNotice Of(ChannelOutput output) => new(LogPumpNoticeKind.Output, 0, DaemonLogLevel.Trace, "", output);

    public static LogPumpNotice Drained(long token) => new(LogPumpNoticeKind.Drained, token, DaemonLogLevel.Trace, "");

    public static LogPumpNotice Complaint(string text) => new(LogPumpNoticeKind.Complaint, 0, DaemonLogLevel.Error, text);

    public static LogPumpNotice Recovered(string text) => new(LogPumpNoticeKind.Recovered, 0, DaemonLogLevel.Warn, text);
}
