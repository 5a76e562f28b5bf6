using System.Globalization;
using Supervisor.Protocol.Processes;

namespace Supervisor.Gateway.Description;

/// <summary>
/// Supervisor's one-line description of a process (reference 2.6), which clients print and parse: what Supervisor does not know, that it is
/// completed or disabled, stands before or behind its words.
/// </summary>
public static class ProcessDescription
{
    private const long SecondsPerDay = 86_400;

    /// <param name="zone">The time of an end is told in it.</param>
    public static string Of(ProcessSnapshot snapshot, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var text = OfState(snapshot, zone);
        if (snapshot.IsCompleted)
            text = "completed, " + text;
        if (!snapshot.IsDisabled)
            return text;
        return text.Length == 0 ? "disabled" : text + ", disabled";
    }

    private static string OfState(ProcessSnapshot snapshot, TimeZoneInfo zone) =>
        snapshot.State switch
        {
            ProcessState.Running => $"pid {snapshot.ProcessId}, uptime {Uptime(snapshot.UptimeMilliseconds / 1000)}",
            ProcessState.Fatal or ProcessState.Backoff => snapshot.SpawnError.Length > 0
                ? snapshot.SpawnError
                : $"unknown error (try \"tail {snapshot.Name.Name}\")",
            ProcessState.Stopped or ProcessState.Exited => EndTime(snapshot, zone),
            _ => "",
        };

    /// <summary>The text of Python's timedelta: "0:00:01", "1 day, 2:03:04", "12 days, 0:00:00". What is negative is 0.</summary>
    public static string Uptime(long seconds)
    {
        seconds = Math.Max(seconds, 0);
        var (days, rest) = Math.DivRem(seconds, SecondsPerDay);
        var clock = string.Create(CultureInfo.InvariantCulture, $"{rest / 3600}:{rest / 60 % 60:00}:{rest % 60:00}");
        return days switch
        {
            0 => clock,
            1 => $"1 day, {clock}",
            _ => $"{days} days, {clock}",
        };
    }

    /// <summary>
    /// strftime's "%b %d %I:%M %p". One that was stopped before any of its starts became a process has no end; then the time is that since
    /// when it is in its state.
    /// </summary>
    private static string EndTime(ProcessSnapshot snapshot, TimeZoneInfo zone)
    {
        if (snapshot.StartedAt == 0)
            return "Not started";
        var stopped = snapshot.StoppedAt != 0 ? snapshot.StoppedAt : snapshot.StateSinceMilliseconds / 1000;
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(stopped), zone);
        return local.ToString("MMM dd hh:mm tt", CultureInfo.InvariantCulture);
    }
}
