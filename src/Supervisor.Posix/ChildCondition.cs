namespace Supervisor.Posix;

/// <summary>What a pid is to the process that asks.</summary>
public enum ChildCondition
{
    /// <summary>No child of it.</summary>
    None,

    /// <summary>A child that lives.</summary>
    Alive,

    /// <summary>A child that has ended and has not been reaped: the pid is still its own.</summary>
    Ended,
}
