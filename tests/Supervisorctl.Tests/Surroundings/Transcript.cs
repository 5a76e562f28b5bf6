using System.Text.RegularExpressions;

namespace Supervisorctl.Tests.Surroundings;

/// <summary>What a client printed, made comparable with what another one did.</summary>
internal static partial class Transcript
{
    private const int MatchTimeout = 10_000;

    /// <summary>What differs from run to run: times, process numbers, and Python's own file names.</summary>
    public static string Normalized(string output)
    {
        output = PythonPlace().Replace(output, "file: F line: N");
        output = Uptime().Replace(output, "pid N, uptime T");
        output = Directory().Replace(output, "/tmp/original-X");
        output = Stopped().Replace(output, "TIME");
        return ProcessId().Replace(output, "N");
    }

    [GeneratedRegex(@"file: \S+ line: \d+", RegexOptions.None, MatchTimeout)]
    private static partial Regex PythonPlace();

    [GeneratedRegex(@"pid \d+, uptime [\d:]+", RegexOptions.None, MatchTimeout)]
    private static partial Regex Uptime();

    [GeneratedRegex("/tmp/original-[A-Za-z0-9]+", RegexOptions.None, MatchTimeout)]
    private static partial Regex Directory();

    [GeneratedRegex(@"[A-Z][a-z]{2} \d\d \d\d:\d\d [AP]M", RegexOptions.None, MatchTimeout)]
    private static partial Regex Stopped();

    [GeneratedRegex(@"^[1-9]\d*$", RegexOptions.Multiline, MatchTimeout)]
    private static partial Regex ProcessId();
}
