using Supervisor.Configuration.Settings;

namespace Supervisor.Engine.Logs;

/// <summary>Where one stream of one process goes.</summary>
/// <param name="ProcessName">"group:name", or the name alone; stands in formatted lines, syslog and complaints.</param>
/// <param name="Output">Rotation, format and the other log keys.</param>
/// <param name="File">The absolute path, AUTO already named; null without a file.</param>
public sealed record LogChannelSettings(string ProcessName, LogStream Stream, OutputSettings Output, string? File)
{
    /// <summary>A listener's standard output: what it says there is meant for the daemon.</summary>
    public bool IsProtocol { get; init; }
}
