namespace Supervisor.Engine.Logs;

/// <summary>
/// The copy of programs' output in the daemon's own log, at level debug and below. Called on threads of the log pump; must not block.
/// </summary>
public interface IChildOutputCopy
{
    /// <summary>Asked before each move, so that a change of the level counts at once. False lets raw output pass unseen.</summary>
    bool IsWanted { get; }

    /// <param name="data">What one read brought, after strip_ansi; valid during the call only.</param>
    void Write(string processName, LogStream stream, ReadOnlySpan<byte> data);
}
