namespace Supervisor.Engine.Logs;

/// <summary>Where the lines of programs with stdout_syslog or stderr_syslog go. Called on threads of the log pump; must not block.</summary>
public interface IProgramSyslog
{
    /// <param name="line">Without its line end; valid during the call only.</param>
    void Write(string processName, ReadOnlySpan<byte> line);
}
