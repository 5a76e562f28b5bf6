namespace Supervisor.Posix;

/// <summary>Which session and process group a child runs in.</summary>
public enum SessionPlacement
{
    /// <summary>Those of the parent.</summary>
    Inherit,

    /// <summary>It leads a process group of its own in the parent's session.</summary>
    NewProcessGroup,

    /// <summary>It leads a session, and with it a process group, of its own.</summary>
    NewSession,
}
