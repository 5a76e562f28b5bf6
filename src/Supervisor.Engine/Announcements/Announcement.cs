using Supervisor.Configuration.Settings;
using Supervisor.Engine.Logs;
using Supervisor.Engine.Slots;
using Supervisor.Posix;

namespace Supervisor.Engine.Announcements;

/// <summary>One thing that is told about a process: to the daemon's log, and to whoever listens.</summary>
public readonly record struct Announcement
{
    public required AnnouncementKind Kind { get; init; }
    public required ProcessSettings Process { get; init; }

    /// <summary>The slot concerned, as it is now: it may be further than what is told.</summary>
    public required ProcessSlot Slot { get; init; }
    public ProcessState From { get; init; }
    public ProcessState To { get; init; }

    /// <summary>The child concerned; 0 if there was none.</summary>
    public int ProcessId { get; init; }

    /// <summary>How the child ended, where an end made the change.</summary>
    public ChildExit? Exit { get; init; }

    /// <summary>Why no child came to be, or why it could not be signalled, where that made the change.</summary>
    public string? Error { get; init; }

    /// <summary>Supervisor's try counter at STARTING and BACKOFF.</summary>
    public int Tries { get; init; }

    /// <summary>The number of the slot's change of state; 0 with anything else.</summary>
    public long Change { get; init; }

    /// <summary>What was written, with <see cref="AnnouncementKind.Output"/>.</summary>
    public ChannelOutput? Output { get; init; }

    /// <summary>One sentence that says why.</summary>
    public string Reason { get; init; }
}
