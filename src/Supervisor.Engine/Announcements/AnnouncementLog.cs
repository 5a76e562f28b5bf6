using Supervisor.Configuration.Settings;
using Supervisor.Engine.Retry;
using Supervisor.Engine.States;
using Supervisor.Engine.Time;

namespace Supervisor.Engine.Announcements;

/// <summary>Writes announcements to the daemon's log in Supervisor's words, each followed by the sentence that says why.</summary>
public sealed class AnnouncementLog(IDaemonLog log) : IAnnouncementListener
{
    public void Hear(in Announcement announcement)
    {
        if (announcement.Kind == AnnouncementKind.Spawned)
            log.Write(DaemonLogLevel.Info, $"spawned: '{announcement.Process.Name}' with pid {announcement.ProcessId}");
        else if (announcement.Kind == AnnouncementKind.StateChanged)
            WriteChange(announcement);
    }

    private void WriteChange(in Announcement change)
    {
        var name = change.Process.Name;
        switch (change.To)
        {
            case ProcessState.Running:
                WriteSuccess(change);
                return;
            // Told with the exit already.
            case ProcessState.Backoff when change.From == ProcessState.Exited:
                return;
            case ProcessState.Backoff when change.Error is { } error:
                log.Write(DaemonLogLevel.Info, $"spawnerr: {error}");
                break;
            case ProcessState.Backoff when change.Exit is { } exit:
                log.Write(DaemonLogLevel.Warn, $"exited: {name} ({ExitText.Cause(exit)}; not expected)");
                break;
            case ProcessState.Exited when change.Exit is { } exit:
                var isExpected = RetryPolicy.IsExpected(change.Process.Retry, exit);
                var (level, verdict) = isExpected ? (DaemonLogLevel.Info, "expected") : (DaemonLogLevel.Warn, "not expected");
                log.Write(level, $"exited: {name} ({ExitText.Cause(exit)}; {verdict})");
                break;
            case ProcessState.Stopped when change.Exit is { } exit:
                var isQuiet = RetryPolicy.IsExpected(change.Process.Retry, exit);
                log.Write(isQuiet ? DaemonLogLevel.Info : DaemonLogLevel.Warn, $"stopped: {name} ({ExitText.Cause(exit)})");
                break;
            case ProcessState.Fatal
                when change.From == ProcessState.Backoff && change.Reason.StartsWith("gave up", StringComparison.Ordinal):
                log.Write(DaemonLogLevel.Info, $"gave up: {name} entered FATAL state, too many start retries too quickly");
                break;
            case ProcessState.Unknown:
                log.Write(DaemonLogLevel.Critical, $"unknown problem killing {name} ({change.ProcessId}): {change.Error}");
                break;
        }
        WriteReason(change);
    }

    /// <summary>A program that had ended before its deadline was looked at is announced as RUNNING on the way, without this line.</summary>
    private void WriteSuccess(in Announcement change)
    {
        if (change.Exit is not null)
            return;
        var seconds = DurationText.Seconds(change.Process.Retry.StartDuration);
        log.Write(
            DaemonLogLevel.Info,
            $"success: {change.Process.Name} entered RUNNING state, process has stayed up for > than {seconds} seconds (startsecs)"
        );
    }

    private void WriteReason(in Announcement change)
    {
        // Starts follow from what was said before, or from a request; ends are what people ask about.
        var level = change.To is ProcessState.Starting ? DaemonLogLevel.Debug : DaemonLogLevel.Info;
        if (change.Reason.Length > 0 && log.IsEnabled(level))
            log.Write(level, $"{change.Process.DisplayName}: {change.Reason}");
    }
}
