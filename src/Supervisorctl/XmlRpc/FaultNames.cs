namespace Supervisorctl.XmlRpc;

/// <summary>Supervisor's names of its faults, which the JSON API gives.</summary>
internal static class FaultNames
{
    /// <summary>Null for a name that no command has a word for.</summary>
    public static FaultCode? Find(string name) =>
        name switch
        {
            "SUCCESS" => FaultCode.Success,
            "SHUTDOWN_STATE" => FaultCode.ShutdownState,
            "BAD_NAME" => FaultCode.BadName,
            "BAD_SIGNAL" => FaultCode.BadSignal,
            "NO_FILE" => FaultCode.NoFile,
            "NOT_EXECUTABLE" => FaultCode.NotExecutable,
            "FAILED" => FaultCode.Failed,
            "ABNORMAL_TERMINATION" => FaultCode.AbnormalTermination,
            "SPAWN_ERROR" => FaultCode.SpawnError,
            "ALREADY_STARTED" => FaultCode.AlreadyStarted,
            "NOT_RUNNING" => FaultCode.NotRunning,
            "CANT_REREAD" => FaultCode.CannotReread,
            _ => null,
        };
}
