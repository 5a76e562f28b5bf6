using Supervisor.Protocol.Processes;

namespace Supervisor.Gateway.Logs;

/// <summary>Which log is meant by "/logtail/NAME[/stdout|/stderr]".</summary>
internal readonly record struct LogPath(ProcessName Process, LogStream Stream)
{
    private const string Prefix = "/logtail/";

    /// <summary>Null for what names no log.</summary>
    /// <param name="target">As it was sent, with the percent signs: a slash or a colon of a name is told from one of the path by them.</param>
    public static LogPath? TryParse(string target)
    {
        var end = target.IndexOfAny(['?', '#']);
        var path = end < 0 ? target : target[..end];
        if (!path.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var parts = path[Prefix.Length..].Split('/');
        if (parts.Length > 2 || StreamOf(parts) is not { } stream)
            return null;
        var selector = ProcessSelector.Parse(Uri.UnescapeDataString(parts[0]));
        return selector is { Group: { } group, Name: { } name } ? new LogPath(new ProcessName(group, name), stream) : null;
    }

    private static LogStream? StreamOf(string[] parts) =>
        parts.Length == 1 ? LogStream.Stdout
        : parts[1] is "stdout" ? LogStream.Stdout
        : parts[1] is "stderr" ? LogStream.Stderr
        : null;
}
