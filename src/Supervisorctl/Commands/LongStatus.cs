using System.Globalization;
using System.Text.Json;
using Supervisorctl.Api;

namespace Supervisorctl.Commands;

/// <summary>What status --long tells below a process' line.</summary>
internal static class LongStatus
{
    public static IEnumerable<string> LinesOf(JsonElement process)
    {
        var since = process.NumberOf("stateSinceMilliseconds");
        yield return since == 0 ? "never started" : $"{process.TextOf("state")} since {LocalTime(since)}, {Restarts(process)}";
        if (process.TextOf("lastExit") is { Length: > 0 } exit)
            yield return $"last exit: {exit}";
        if (process.TextOf("reason") is { Length: > 0 } reason)
            yield return $"reason: {reason}";
        if (process.NumberOf("nextStartInMilliseconds") is > 0 and var wait)
            yield return string.Create(CultureInfo.InvariantCulture, $"next start: in {wait / 1000.0:0.0} s");
    }

    private static string Restarts(JsonElement process)
    {
        var restarts = process.NumberOf("restarts");
        var failures = process.NumberOf("failures");
        var text = restarts == 1 ? "1 restart" : $"{restarts} restarts";
        return failures == 0 ? text
            : failures == 1 ? text + ", 1 failed start"
            : $"{text}, {failures} failed starts";
    }

    private static string LocalTime(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
