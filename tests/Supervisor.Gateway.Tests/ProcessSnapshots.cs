using Supervisor.Protocol.Processes;

namespace Supervisor.Gateway.Tests;

/// <summary>Processes to be told of.</summary>
internal static class ProcessSnapshots
{
    public static ProcessSnapshot Running(string group, string name) =>
        new()
        {
            Name = new ProcessName(group, name),
            State = ProcessState.Running,
            ProcessId = 4711,
            StartedAt = 1_700_000_000,
            StoppedAt = 0,
            UptimeMilliseconds = 93_784_000,
            StateSinceMilliseconds = 1_700_000_001_500,
            SpawnError = "",
            ExitStatus = 0,
            LastExit = "",
            Reason = "started by request",
            Restarts = 2,
            Failures = 0,
            NextStartMilliseconds = null,
            IsStoppedByRequest = false,
            IsCompleted = false,
            IsDisabled = false,
            StdoutFile = "/var/log/web.log",
            StderrFile = "",
        };
}
