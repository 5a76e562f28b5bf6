namespace Supervisor.Engine.Journal;

/// <summary>The end of the daemon that somebody has asked for. The numbers are part of the journal's format.</summary>
public enum DaemonEnding
{
    /// <summary>Nobody has.</summary>
    None = 0,

    /// <summary>It is to end.</summary>
    Ends = 1,

    /// <summary>It is to end and to begin anew.</summary>
    BeginsAnew = 2,
}
