using Supervisor.Gateway.Description;
using Supervisor.Protocol.Processes;

namespace Supervisor.Gateway.Api;

/// <summary>All that is known of one process; what the members mean and in which unit is said at <see cref="ProcessSnapshot"/>.</summary>
/// <param name="Namespec">"group:name", or the name alone where both are the same.</param>
/// <param name="Description">Supervisor's one line about it.</param>
internal sealed record ProcessAnswer(
    string Namespec,
    string Group,
    string Name,
    string State,
    int StateCode,
    string Description,
    int Pid,
    long StartedAt,
    long StoppedAt,
    long UptimeMilliseconds,
    long StateSinceMilliseconds,
    string SpawnError,
    int ExitStatus,
    string LastExit,
    string Reason,
    int Restarts,
    int Failures,
    long? NextStartInMilliseconds,
    bool IsStoppedByRequest,
    bool IsCompleted,
    bool IsDisabled,
    string StdoutFile,
    string StderrFile
)
{
    public static ProcessAnswer Of(ProcessSnapshot process) =>
        new(
            process.Name.DisplayName,
            process.Name.Group,
            process.Name.Name,
            process.State.Word(),
            (int)process.State,
            ProcessDescription.Of(process, TimeZoneInfo.Local),
            process.ProcessId,
            process.StartedAt,
            process.StoppedAt,
            process.UptimeMilliseconds,
            process.StateSinceMilliseconds,
            process.SpawnError,
            process.ExitStatus,
            process.LastExit,
            process.Reason,
            process.Restarts,
            process.Failures,
            process.NextStartMilliseconds,
            process.IsStoppedByRequest,
            process.IsCompleted,
            process.IsDisabled,
            process.StdoutFile,
            process.StderrFile
        );
}
