using System.Globalization;
using System.Text;
using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Values;
using Supervisor.Posix;

namespace Supervisor.Configuration.Reporting;

/// <summary>Says what a configuration would run, for `supervisord --check`.</summary>
public static class CheckReport
{
    public static string Render(SupervisorSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var text = new StringBuilder();
        var processes = settings.Groups.Sum(group => group.Processes.Length);
        text.Append(
            $"{settings.File}: no mistakes, {Count(settings.Groups.Length, "group")}, {Count(processes, "process", "processes")}\n\n"
        );
        AppendDaemon(text, settings);
        foreach (var group in settings.Groups)
            AppendGroup(text, group);
        return text.ToString();
    }

    private static void AppendDaemon(StringBuilder text, SupervisorSettings settings)
    {
        var daemon = settings.Daemon;
        text.Append("supervisord\n");
        Line(text, "runs", daemon.NoDaemon ? "in the foreground" : "as a daemon");
        Line(text, "log", $"{daemon.LogFile ?? "syslog"}, level {daemon.LogLevel.ToString().ToLowerInvariant()}");
        Line(text, "pid file", daemon.PidFile);
        if (daemon.User is { } user)
            Line(text, "user", user.Name);
        if (daemon.Directory is { } directory)
            Line(text, "directory", directory);
        foreach (var server in settings.Servers)
            Line(text, "server", Describe(server));
    }

    private static string Describe(ServerSettings server) =>
        server switch
        {
            ServerSettings.UnixSocket unix => $"unix://{unix.Path}, mode {Octal(unix.Mode)}",
            ServerSettings.Inet inet => $"http://{(inet.Host.Length == 0 ? "*" : inet.Host)}:{inet.Port}",
            _ => server.Section,
        } + (server.UserName is null ? ", no authentication" : ", with a password");

    private static void AppendGroup(StringBuilder text, ProcessGroupSettings group)
    {
        text.Append($"\ngroup {group.Name}, priority {group.Priority}, {Count(group.Processes.Length, "process", "processes")}\n");
        if (group.EventListener is { } listener)
            Line(text, "events", $"{string.Join(", ", listener.Events)}; {listener.BufferSize} waiting at most");
        foreach (var process in group.Processes)
            AppendProcess(text, process);
    }

    private static void AppendProcess(StringBuilder text, ProcessSettings process)
    {
        text.Append($"  {process.DisplayName}\n");
        Line(
            text,
            "command",
            process.Command.Mistake is { Length: > 0 } mistake
                ? $"{process.Command.Text} ({mistake}: will not start)"
                : process.Command.Text
        );
        Line(text, "user", process.User?.Name ?? "the daemon's");
        Line(text, "directory", process.Directory ?? "the daemon's");
        if (process.FastCgiSocket is { } socket)
            Line(text, "socket", socket.Url);
        foreach (var (name, listening) in process.Sockets)
            Line(text, "socket", $"{name} {listening.Url}");
        Line(text, "stdout", Describe(process.Stdout));
        Line(text, "stderr", process.RedirectStderr ? "with stdout" : Describe(process.Stderr));
        if (process.Environment.Count > 0)
            Line(text, "variables", string.Join(", ", process.Environment.Keys));
        if (DescribeLimits(process) is { Length: > 0 } limits)
            Line(text, "limits", limits);
        Line(text, "starts", DescribeStart(process));
        Line(text, "restarts", DescribeRestart(process.Retry));
        Line(text, "stops", DescribeStop(process.Stop));
    }

    private static string Describe(OutputSettings output)
    {
        if (output.IsDiscarded)
            return "discarded";
        var file = output.File switch
        {
            LogFileTarget.Path path => path.Value,
            LogFileTarget.Automatic automatic => $"an automatic file in {automatic.Directory}",
            _ => "no file",
        };
        if (output.File is not null && output.MaxBytes > 0)
            file += $", rotated at {Size(output.MaxBytes)} with {Count(output.Backups, "backup")}";
        if (output.Format != LogFormat.Raw)
            file += $", format {output.Format.ToString().ToLowerInvariant()}";
        return file
            + (output.Syslog ? ", and syslog" : "")
            + (output.CaptureMaxBytes > 0 ? $", captures {Size(output.CaptureMaxBytes)}" : "");
    }

    private static string DescribeLimits(ProcessSettings process)
    {
        var parts = process
            .ResourceLimits.Select(limit =>
                $"{ResourceLimitsType.NameOf(limit.Kind)} {Amount(limit.Soft)}"
                + (limit.Hard == limit.Soft ? "" : $" (hard {Amount(limit.Hard)})")
            )
            .ToList();
        if (process.Nice is { } nice)
            parts.Add($"nice {nice}");
        if (process.OutOfMemoryScore is { } score)
            parts.Add($"oom_score_adj {score}");
        if (process.Umask is { } umask)
            parts.Add($"umask {Octal(umask)}");
        return string.Join(", ", parts);
    }

    private static string DescribeStart(ProcessSettings process) =>
        $"{(process.Autostart ? "with the daemon" : "when asked")}, {DescribeSuccess(process)}, priority {process.Priority}";

    private static string DescribeSuccess(ProcessSettings process)
    {
        var retry = process.Retry;
        if (retry.Type == StartType.Oneshot)
            return $"runs once and is done when it exits with {string.Join(", ", retry.ExitCodes)}";
        var proof = $"counts as started after {Seconds(retry.StartDuration)}";
        return process.Forking is { } forking
            ? $"forks itself ({forking.PidFile ?? "the one process that is left"}) within {Seconds(forking.Timeout)}, {proof}"
            : proof;
    }

    private static string DescribeRestart(RetrySettings retry)
    {
        var when = (retry.Type, retry.Autorestart) switch
        {
            (StartType.Oneshot, AutorestartPolicy.Never) => "never after a run",
            (StartType.Oneshot, _) => "when a run fails",
            (_, AutorestartPolicy.Always) => "whenever it exits",
            (_, AutorestartPolicy.Never) => "never after having been up",
            _ => $"unless it exits with {string.Join(", ", retry.ExitCodes)}",
        };
        var tries = retry.StartRetries is { } number ? Count(number, "retry", "retries") : "retries without end";
        var wait = $"{retry.Backoff.ToString().ToLowerInvariant()} waits from {Seconds(retry.BackoffInitial)}";
        if (retry.BackoffMaximum is { } most)
            wait += $" to {Seconds(most)}";
        var limit =
            retry.RestartLimit is { } restarts && retry.Type != StartType.Oneshot
                ? $"; at most {Count(restarts, "restart")} in {Seconds(retry.RestartWindow)}"
                : "";
        return $"{when}; {(retry.Type == StartType.Oneshot ? "a failed run" : "a failed start")}: {tries}, {wait}{limit}";
    }

    private static string DescribeStop(StopSettings stop) =>
        $"{stop.Signal.Name}{(stop.AsGroup ? " to the process group" : "")}, after {Seconds(stop.Wait)} SIGKILL{(stop.KillAsGroup ? " to the process group" : "")}{(stop.EndsTree ? "; with everything that it has made" : "")}";

    private static void Line(StringBuilder text, string label, string value) => text.Append($"    {label, -10} {value}\n");

    private static string Count(int number, string singular, string? plural = null) =>
        number == 1 ? $"1 {singular}" : $"{number} {plural ?? singular + "s"}";

    private static string Seconds(TimeSpan time) => $"{time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)} s";

    private static string Octal(uint value) => Convert.ToString(value, 8).PadLeft(4, '0');

    private static string Amount(ulong value) =>
        value == ResourceLimit.Unlimited ? "unlimited" : value.ToString(CultureInfo.InvariantCulture);

    private static string Size(long bytes) =>
        bytes >= 1 << 30 && bytes % (1 << 30) == 0 ? $"{bytes >> 30}GB"
        : bytes >= 1 << 20 && bytes % (1 << 20) == 0 ? $"{bytes >> 20}MB"
        : bytes >= 1 << 10 && bytes % (1 << 10) == 0 ? $"{bytes >> 10}KB"
        : $"{bytes} bytes";
}
