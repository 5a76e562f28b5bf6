namespace Supervisor.Engine.Recovery;

/// <summary>Whether the daemon is ending, as the next master has to know. The numbers are part of the journal's format.</summary>
public enum DaemonEnding
{
    /// <summary>It is not.</summary>
    None = 0,

    /// <summary>Everything is being stopped, and stays so.</summary>
    ForGood = 1,

    /// <summary>Everything is being stopped so that the daemon can begin anew.</summary>
    ToBeginAnew = 2,
}
