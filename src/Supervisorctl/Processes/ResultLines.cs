using Supervisor.Protocol.Replies;

namespace Supervisorctl.Processes;

/// <summary>The line that tells of a result, and what it does to the exit status.</summary>
internal static class ResultLines
{
    public static string Started(ProcessResult result) =>
        result.Code switch
        {
            ControlResult.Success => $"{result.Name}: started",
            ControlResult.BadName => Error(result, "no such process"),
            ControlResult.NoFile => Error(result, "no such file"),
            ControlResult.NotExecutable => Error(result, "file is not executable"),
            ControlResult.AlreadyStarted => Error(result, "already started"),
            ControlResult.SpawnError => Error(result, "spawn error"),
            ControlResult.AbnormalTermination => Error(result, "abnormal termination" + CauseOf(result)),
            _ => throw new UnknownResultException(result),
        };

    public static string Stopped(ProcessResult result) => Signalled(result, "stopped");

    public static string Signalled(ProcessResult result) => Signalled(result, "signalled");

    public static string Cleared(ProcessResult result) =>
        result.Code switch
        {
            ControlResult.Success => $"{result.Name}: cleared",
            ControlResult.BadName => Error(result, "no such process"),
            ControlResult.Failed => Error(result, "failed"),
            _ => throw new UnknownResultException(result),
        };

    /// <param name="done">"disabled".</param>
    public static string Chosen(ProcessResult result, string done) =>
        result.Code switch
        {
            ControlResult.Success => $"{result.Name}: {done}",
            ControlResult.BadName when result.Process is null => $"{result.Group}: ERROR (no such group)",
            ControlResult.BadName => Error(result, "no such process"),
            ControlResult.ShuttingDown => Error(result, "shutting down"),
            _ => $"{new Namespec(result.Group, result.Process)}: ERROR ({result.Description})",
        };

    /// <summary>The exit status after a result: unchanged by success and by what was wanted anyway.</summary>
    /// <param name="harmless">A fault that says that nothing had to be done.</param>
    public static int StatusAfter(ControlResult code, ControlResult? harmless, int before) =>
        code == ControlResult.Success || code == harmless ? before
        : code is ControlResult.SpawnError or ControlResult.AbnormalTermination or ControlResult.NotRunning ? ExitStatus.NotRunning
        : ExitStatus.Generic;

    /// <summary>Of "ABNORMAL_TERMINATION: job: exit status 3" what follows the name. The original tells the name alone.</summary>
    private static string CauseOf(ProcessResult result) => result.Description.Split(": ", 3) is [_, _, var cause] ? ": " + cause : "";

    private static string Signalled(ProcessResult result, string success) =>
        result.Code switch
        {
            ControlResult.Success => $"{result.Name}: {success}",
            ControlResult.BadName => Error(result, "no such process"),
            ControlResult.BadSignal => Error(result, "bad signal name"),
            ControlResult.NotRunning => Error(result, "not running"),
            ControlResult.Failed => result.Description,
            _ => throw new UnknownResultException(result),
        };

    private static string Error(ProcessResult result, string what) => $"{result.Name}: ERROR ({what})";
}
