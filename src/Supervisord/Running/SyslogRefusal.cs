using Serilog.Events;
using Supervisor.Posix;
using Supervisord.DaemonLog;
using Supervisord.DaemonLog.Syslog;

namespace Supervisord.Running;

/// <summary>
/// Tells the local syslog why a daemon that begins anew cannot: its own log may not be open yet, and no command waits for an answer.
/// </summary>
internal sealed class SyslogRefusal(TimeProvider time, string path = "/dev/log")
{
    /// <summary>Facility daemon (RFC 5424, table 1), as is usual for the daemon's own lines.</summary>
    private const int Facility = 3;
    private const string Tag = "supervisord";

    /// <summary>Each line is a message. A syslog that is not there, or takes nothing now, is not waited for.</summary>
    public void Tell(string text)
    {
        if (LocalDatagramSocket.TryConnect(path, out var socket) != 0)
            return;
        using (socket)
        {
            var form = new LocalSyslogForm(Tag, ThisProcess.Id, time.LocalTimeZone);
            var message = new PendingBytes();
            foreach (var line in text.AsSpan().EnumerateLines())
            {
                if (line.IsEmpty)
                    continue;
                message.Clear();
                form.AppendHeader(message, SyslogPriority.Of(Facility, LogEventLevel.Fatal), time.GetUtcNow());
                message.Append(line);
                _ = socket!.TrySend(message.Bytes);
            }
        }
    }
}
