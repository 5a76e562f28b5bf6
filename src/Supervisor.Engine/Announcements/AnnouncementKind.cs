namespace Supervisor.Engine.Announcements;

/// <summary>What is told about a process.</summary>
public enum AnnouncementKind
{
    /// <summary>It went from one state to another.</summary>
    StateChanged,

    /// <summary>Its child runs the program.</summary>
    Spawned,

    /// <summary>Its slot is gone.</summary>
    Removed,

    /// <summary>It wrote something that somebody listens to.</summary>
    Output,
}
