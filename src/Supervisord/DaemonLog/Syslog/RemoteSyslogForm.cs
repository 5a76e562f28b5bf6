using System.Globalization;

namespace Supervisord.DaemonLog.Syslog;

/// <summary>RFC 5424: version 1, time with offset, host, tag, process; no message id and no structured data.</summary>
internal sealed class RemoteSyslogForm(string host, string tag, int processId, TimeZoneInfo zone) : ISyslogForm
{
    /// <summary>Bounds of RFC 5424, 6.</summary>
    private const int LongestHost = 255;
    private const int LongestTag = 48;
    private readonly string _source =
        $" {Name(host, LongestHost)} {Name(tag, LongestTag)} {processId.ToString(CultureInfo.InvariantCulture)} - - ";

    public void AppendHeader(PendingBytes message, int priority, DateTimeOffset time)
    {
        var local = TimeZoneInfo.ConvertTime(time, zone);
        SyslogPriority.Append(message, priority);
        Span<char> clock = stackalloc char["1 2026-11-20T17:12:29.123456+01:00".Length];
        local.TryFormat(clock, out var length, "1 yyyy-MM-ddTHH:mm:ss.ffffffzzz", CultureInfo.InvariantCulture);
        message.Append(clock[..length]);
        message.Append(_source);
    }

    /// <summary>Names are printable ASCII without blanks; "-" stands for none.</summary>
    private static string Name(string text, int longest)
    {
        var printable = string.Concat(text.Where(character => character is > ' ' and < '\x7f').Take(longest));
        return printable.Length > 0 ? printable : "-";
    }
}
