using System.Text.Json;

namespace Supervisor.EndToEnd.Tests.Recovery;

/// <summary>What the daemon says of a process.</summary>
internal sealed record ProcessReport(
    string State,
    int ProcessId,
    int ExitStatus,
    string LastExit,
    int Restarts,
    int Failures,
    long StartedAt
)
{
    public static ProcessReport Of(JsonElement process) =>
        new(
            process.GetProperty("state").GetString()!,
            process.GetProperty("pid").GetInt32(),
            process.GetProperty("exitStatus").GetInt32(),
            process.GetProperty("lastExit").GetString()!,
            process.GetProperty("restarts").GetInt32(),
            process.GetProperty("failures").GetInt32(),
            process.GetProperty("startedAt").GetInt64()
        );
}
