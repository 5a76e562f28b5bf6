using Supervisor.Engine.Choices;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Time;
using Supervisor.Protocol.Replies;

namespace Supervisor.Engine.Control;

/// <summary>Takes what is told of slots at one moment.</summary>
internal sealed class SnapshotFactory(MonotonicClock clock, DisabledPrograms disabled)
{
    public Reply List(IEnumerable<ProcessSlot> slots)
    {
        var now = clock.Now;
        return new Reply.ProcessesListed(
            clock.WallTime.ToUnixTimeMilliseconds(),
            [
                .. slots
                    .OrderBy(slot => slot.Settings.GroupName, StringComparer.Ordinal)
                    .ThenBy(slot => slot.Settings.Name, StringComparer.Ordinal)
                    .Select(slot => Of(slot, now)),
            ]
        );
    }

    private ProcessSnapshot Of(ProcessSlot slot, MonotonicTime now)
    {
        var (status, story) = (slot.Status, slot.Story);
        var isWaiting =
            status.State is ProcessState.Backoff or ProcessState.Exited && status.Deadline is { } due && due != MonotonicTime.Never;
        return new ProcessSnapshot
        {
            Name = new ProcessName(slot.Settings.GroupName, slot.Settings.Name),
            State = status.State,
            ProcessId = slot.ShownProcessId,
            StartedAt = Seconds(story.StartedAt),
            StoppedAt = Seconds(story.StoppedAt),
            UptimeMilliseconds = status.ProcessId != 0 ? (long)(now - status.StartedAt).TotalMilliseconds : 0,
            StateSinceMilliseconds = story.StateSince,
            SpawnError = story.SpawnError,
            ExitStatus = story.ExitStatus,
            LastExit = story.LastExit,
            Reason = story.Reason,
            Restarts = story.Restarts,
            Failures = status.Failures,
            NextStartMilliseconds = isWaiting ? Math.Max(0, (long)(status.Deadline!.Value - now).TotalMilliseconds) : null,
            IsStoppedByRequest = slot.IsStoppedByRequest,
            IsCompleted = slot.IsCompleted,
            IsDisabled = disabled.Contains(slot.Settings),
            StdoutFile = slot.StdoutFile ?? "",
            StderrFile = slot.StderrFile ?? "",
        };
    }

    private static long Seconds(long milliseconds) => milliseconds / 1000;
}
