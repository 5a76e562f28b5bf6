using Supervisorctl.XmlRpc;

namespace Supervisorctl.Processes;

/// <summary>The line that tells of a result, and what it does to the exit status.</summary>
internal static class ResultLines
{
    public static string Started(ProcessResult result) =>
        result.Code switch
        {
            FaultCode.Success => $"{result.Name}: started",
            FaultCode.BadName => Error(result, "no such process"),
            FaultCode.NoFile => Error(result, "no such file"),
            FaultCode.NotExecutable => Error(result, "file is not executable"),
            FaultCode.AlreadyStarted => Error(result, "already started"),
            FaultCode.SpawnError => Error(result, "spawn error"),
            FaultCode.AbnormalTermination => Error(result, "abnormal termination"),
            _ => throw new UnknownResultException(result),
        };

    public static string Stopped(ProcessResult result) => Signalled(result, "stopped");

    public static string Signalled(ProcessResult result) => Signalled(result, "signalled");

    public static string Cleared(ProcessResult result) =>
        result.Code switch
        {
            FaultCode.Success => $"{result.Name}: cleared",
            FaultCode.BadName => Error(result, "no such process"),
            FaultCode.Failed => Error(result, "failed"),
            _ => throw new UnknownResultException(result),
        };

    /// <summary>The exit status after a result: unchanged by success and by what was wanted anyway.</summary>
    /// <param name="harmless">A fault that says that nothing had to be done.</param>
    public static int StatusAfter(FaultCode code, FaultCode harmless, int before) =>
        code == FaultCode.Success || code == harmless ? before
        : code is FaultCode.SpawnError or FaultCode.AbnormalTermination or FaultCode.NotRunning ? ExitStatus.NotRunning
        : ExitStatus.Generic;

    private static string Signalled(ProcessResult result, string success) =>
        result.Code switch
        {
            FaultCode.Success => $"{result.Name}: {success}",
            FaultCode.BadName => Error(result, "no such process"),
            FaultCode.BadSignal => Error(result, "bad signal name"),
            FaultCode.NotRunning => Error(result, "not running"),
            FaultCode.Failed => result.Description,
            _ => throw new UnknownResultException(result),
        };

    private static string Error(ProcessResult result, string what) => $"{result.Name}: ERROR ({what})";
}
