namespace Supervisor.Configuration.Settings;

/// <summary>Where one of a process' two streams goes.</summary>
/// <param name="File">Null: no file. <see cref="LogFileTarget.Automatic"/> is named by the engine.</param>
/// <param name="MaxBytes">Rotate at this size; 0 never.</param>
/// <param name="Backups">Rotated files that are kept; 0 truncates.</param>
/// <param name="Syslog">Each line also goes to syslog.</param>
/// <param name="CaptureMaxBytes">Bytes between capture tokens that are kept for an event; 0 no capture.</param>
/// <param name="EventsEnabled">PROCESS_LOG events.</param>
/// <param name="StripAnsi">Escape sequences are removed.</param>
/// <param name="Format">What is written per line.</param>
public sealed record OutputSettings(
    LogFileTarget? File,
    long MaxBytes,
    int Backups,
    bool Syslog,
    long CaptureMaxBytes,
    bool EventsEnabled,
    bool StripAnsi,
    LogFormat Format
)
{
    /// <summary>A stream that goes nowhere.</summary>
    public static readonly OutputSettings None = new(null, 0, 0, false, 0, false, false, LogFormat.Raw);

    /// <summary>True when nobody reads what the process writes, so that it may have /dev/null itself.</summary>
    public bool IsDiscarded => File is null && !Syslog && CaptureMaxBytes == 0 && !EventsEnabled;
}
