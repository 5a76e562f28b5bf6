namespace Supervisord.DaemonLog.Syslog;

/// <summary>What stands before the text in a syslog message.</summary>
internal interface ISyslogForm
{
    void AppendHeader(PendingBytes message, int priority, DateTimeOffset time);
}
