namespace Supervisor.Configuration.Settings;

/// <summary>The [syslog] table: where lines for syslog go, the daemon's own and those of programs with *_syslog.</summary>
/// <param name="Facility">The facility's number (RFC 5424, table 1); daemon is 3.</param>
/// <param name="Tag">The program name in each message.</param>
/// <param name="Target">Where the messages are sent.</param>
public sealed record SyslogSettings(int Facility, string Tag, SyslogTarget Target);
