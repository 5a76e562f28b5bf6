using System.Globalization;

namespace Supervisord.DaemonLog.Syslog;

/// <summary>As syslog(3) of the C library writes to the local socket: RFC 3164 without the host name, in local time.</summary>
internal sealed class LocalSyslogForm(string tag, int processId, TimeZoneInfo zone) : ISyslogForm
{
    private readonly string _source = $" {tag}[{processId.ToString(CultureInfo.InvariantCulture)}]: ";

    public void AppendHeader(PendingBytes message, int priority, DateTimeOffset time)
    {
        var local = TimeZoneInfo.ConvertTime(time, zone);
        SyslogPriority.Append(message, priority);
        Span<char> clock = stackalloc char["Nov 20 17:12:29".Length];
        local.TryFormat(clock, out var length, "MMM dd HH:mm:ss", CultureInfo.InvariantCulture);
        // The day of the month is padded with a blank (RFC 3164, 4.1.2), which no format of .NET does.
        if (local.Day < 10)
            clock["MMM ".Length] = ' ';
        message.Append(clock[..length]);
        message.Append(_source);
    }
}
