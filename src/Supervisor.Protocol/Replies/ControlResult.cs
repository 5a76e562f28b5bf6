namespace Supervisor.Protocol.Replies;

/// <summary>How a request ended. The numbers are Supervisor's fault codes (reference 3.1), which clients know; beyond them from 1000 on.</summary>
public enum ControlResult
{
    IncorrectParameters = 2,
    BadArguments = 3,
    ShuttingDown = 6,
    BadName = 10,
    BadSignal = 11,
    NoFile = 20,
    NotExecutable = 21,
    Failed = 30,
    AbnormalTermination = 40,
    SpawnError = 50,
    AlreadyStarted = 60,
    NotRunning = 70,
    Success = 80,
    AlreadyAdded = 90,
    StillRunning = 91,
    CannotReread = 92,

    /// <summary>The time that the caller gave was over first.</summary>
    TimedOut = 1000,
}
