namespace Supervisor.Engine.Logs;

/// <summary>What the log pump has to say to the master loop.</summary>
public enum LogPumpNoticeKind
{
    /// <summary>What <see cref="ILogPump.Drain"/> asked for is done, or cannot be done.</summary>
    Drained,

    /// <summary>A log is in trouble: a line for the daemon's log. Comes once for each time of trouble.</summary>
    Complaint,

    /// <summary>A log that was in trouble can be written again: a line for the daemon's log, with what was lost.</summary>
    Recovered,

    /// <summary>A program wrote something that is wanted. Comes before the answer to a drain that was asked for after it was written.</summary>
    Output,
}
