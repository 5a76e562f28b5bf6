using System.Text;
using Supervisor.Configuration.Settings;
using Supervisor.Engine;
using Supervisor.Engine.Logs;
using Supervisor.Protocol.Processes;

namespace Supervisord.Running;

/// <summary>At level debug the daemon's own log shows what programs write, in the original's words.</summary>
internal sealed class ChildOutputCopy(IDaemonLog log) : IChildOutputCopy
{
    public bool IsWanted => log.IsEnabled(DaemonLogLevel.Debug);

    public void Write(string processName, LogStream stream, ReadOnlySpan<byte> data)
    {
        var channel = stream == LogStream.Stdout ? "stdout" : "stderr";
        log.Write(DaemonLogLevel.Debug, $"'{processName}' {channel} output:\n{Encoding.UTF8.GetString(data)}");
    }
}
