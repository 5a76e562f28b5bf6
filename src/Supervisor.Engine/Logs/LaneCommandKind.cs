namespace Supervisor.Engine.Logs;

/// <summary>What a lane is told.</summary>
internal enum LaneCommandKind
{
    /// <summary>To the local lane, which finds the right one: a channel with new settings, or new altogether.</summary>
    Place,

    /// <summary>A channel is this lane's from now on, or has new settings there.</summary>
    Attach,

    /// <summary>A channel has gone to another lane.</summary>
    Release,
    Drain,

    /// <summary>To the local lane: another one has answered a drain.</summary>
    Drained,
    Close,

    /// <summary>To the local lane: another one has closed a channel.</summary>
    Closed,
    Reopen,
    Stop,

    /// <summary>The thread ends where it is: another process goes on with the pipes.</summary>
    Suspend,
}
