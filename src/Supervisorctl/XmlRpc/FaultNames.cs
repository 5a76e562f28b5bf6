using Supervisor.Protocol.Replies;

namespace Supervisorctl.XmlRpc;

/// <summary>Supervisor's names of its faults, which the JSON API gives.</summary>
internal static class FaultNames
{
    /// <summary>Null for a name that no command has a word for.</summary>
    public static ControlResult? Find(string name) =>
        name switch
        {
            "SUCCESS" => ControlResult.Success,
            "SHUTDOWN_STATE" => ControlResult.ShuttingDown,
            "BAD_NAME" => ControlResult.BadName,
            "BAD_SIGNAL" => ControlResult.BadSignal,
            "NO_FILE" => ControlResult.NoFile,
            "NOT_EXECUTABLE" => ControlResult.NotExecutable,
            "FAILED" => ControlResult.Failed,
            "ABNORMAL_TERMINATION" => ControlResult.AbnormalTermination,
            "SPAWN_ERROR" => ControlResult.SpawnError,
            "ALREADY_STARTED" => ControlResult.AlreadyStarted,
            "NOT_RUNNING" => ControlResult.NotRunning,
            "CANT_REREAD" => ControlResult.CannotReread,
            _ => null,
        };
}
