using System.Globalization;

namespace Supervisord.DaemonLog.Syslog;

/// <summary>As syslog(3) of the C library writes to the local socket: RFC 3164 without the host name, in local time.</summary>
internal sealed class LocalSyslogForm(string tag, int processId, TimeZoneInfo zone) : ISyslogForm
{
    private readonly string _source = $" {tag}[{processId.ToString(CultureInfo.InvariantCulture)}]: ";

    public void AppendHeader(PendingBytes message, int priority, DateTimeOffset time)
    {
        var local = TimeZoneInfo.ConvertTime(time, zone);
        Span<char> header = stackalloc char[32];
        // The day of the month is padded with a blank (RFC 3164, 4.1.2), which no format of .NET does.
        var isWritten = header.TryWrite(
            CultureInfo.InvariantCulture,
            $"<{priority}>{local:MMM} {local.Day, 2} {local:HH:mm:ss}",
            out var length
        );
        if (!isWritten)
            throw new ArgumentOutOfRangeException(nameof(priority), priority, "A syslog priority has three digits.");
        message.Append(header[..length]);
        message.Append(_source);
    }
}
