namespace Supervisor.Configuration.Settings;

/// <summary>A local datagram socket (RFC 3164 lines, as syslog(3) writes them), or a host that takes RFC 5424.</summary>
public abstract record SyslogTarget
{
    private SyslogTarget() { }

    public sealed record LocalSocket(string Path) : SyslogTarget;

    /// <summary>The host was looked up at load; Address is what the look-up gave.</summary>
    public sealed record Remote(string Host, System.Net.IPAddress Address, int Port, SyslogTransport Transport) : SyslogTarget;
}
