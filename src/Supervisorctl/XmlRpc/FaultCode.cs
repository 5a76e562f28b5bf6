namespace Supervisorctl.XmlRpc;

/// <summary>Supervisor's faults that the client has a word for; what it does not name is passed on as it is.</summary>
internal enum FaultCode
{
    None = 0,
    UnknownMethod = 1,
    ShutdownState = 6,
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
}
