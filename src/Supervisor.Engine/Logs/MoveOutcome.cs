namespace Supervisor.Engine.Logs;

/// <summary>How an attempt to bring bytes to a log ended.</summary>
internal enum MoveOutcome
{
    /// <summary>All that was asked for, or a part with more to come.</summary>
    Moved,

    /// <summary>The pipe is empty.</summary>
    Empty,

    /// <summary>The pipe is empty and nobody has it open for writing.</summary>
    NoWriter,

    /// <summary>The target takes nothing now and will say when it does.</summary>
    Blocked,

    /// <summary>The target is in trouble; the errno says which.</summary>
    Failed,

    /// <summary>This target or this pipe cannot be spliced: read and write.</summary>
    NotSpliceable,
}
