namespace Supervisor.Configuration.Settings;

/// <summary>How a remote syslog is spoken to: RFC 5426 datagrams, or an RFC 6587 stream with octet counts.</summary>
public enum SyslogTransport
{
    Udp,
    Tcp,
}
