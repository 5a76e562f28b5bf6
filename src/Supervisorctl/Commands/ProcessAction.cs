using Supervisor.Protocol.Replies;
using Supervisorctl.Processes;

namespace Supervisorctl.Commands;

/// <summary>What start, stop and signal have in common: the calls for one process, a group and all, and the lines about the results.</summary>
/// <param name="Word">"start": the calls are startProcess, startProcessGroup and startAllProcesses.</param>
/// <param name="LineOf">The line about a result.</param>
/// <param name="Harmless">The fault that says that nothing had to be done, where there is one.</param>
/// <param name="MissingGroupStatus">The exit status when there is no such group.</param>
/// <param name="IsCandidate">Whether a call for a group would touch a process in its present state.</param>
/// <param name="IsHighestFirst">Whether of several processes those with the highest priority number are the first.</param>
internal sealed record ProcessAction(
    string Word,
    Func<ProcessResult, string> LineOf,
    ControlResult? Harmless,
    int MissingGroupStatus,
    Func<ProcessInfo, bool> IsCandidate,
    bool IsHighestFirst
)
{
    public static readonly ProcessAction Start = new(
        "start",
        ResultLines.Started,
        ControlResult.AlreadyStarted,
        ExitStatus.InvalidArguments,
        static info => !info.IsUp,
        IsHighestFirst: false
    );

    public static readonly ProcessAction Stop = new(
        "stop",
        ResultLines.Stopped,
        ControlResult.NotRunning,
        ExitStatus.Generic,
        static info => info.IsUp,
        IsHighestFirst: true
    );

    public static readonly ProcessAction Signal = new(
        "signal",
        ResultLines.Signalled,
        null,
        ExitStatus.Generic,
        static _ => true,
        IsHighestFirst: false
    );

    public string OneMethod => Word + "Process";

    public string GroupMethod => Word + "ProcessGroup";

    public string AllMethod => $"{Word}AllProcesses";

    /// <summary>Prints a result, and takes it into the exit status.</summary>
    public void Tell(Session session, ProcessResult result)
    {
        session.WriteLine(LineOf(result));
        session.Status = ResultLines.StatusAfter(result.Code, Harmless, session.Status);
    }

    public void TellMissingGroup(Session session, string group) => session.Fail($"{group}: ERROR (no such group)", MissingGroupStatus);
}
