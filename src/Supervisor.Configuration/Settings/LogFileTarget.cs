namespace Supervisor.Configuration.Settings;

/// <summary>A log file: a path of the administrator's, or one that the engine names (AUTO).</summary>
public abstract record LogFileTarget
{
    private LogFileTarget() { }

    /// <summary>An absolute path; it may name a terminal, pipe or other target that cannot be rotated.</summary>
    public sealed record Path(string Value) : LogFileTarget;

    /// <summary>childlogdir/NAME-stdout---IDENTIFIER-XXXXXXXX.log, removed at the next start.</summary>
    public sealed record Automatic(string Directory, string Identifier) : LogFileTarget;
}
