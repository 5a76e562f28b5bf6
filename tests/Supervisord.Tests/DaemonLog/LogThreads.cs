namespace Supervisord.Tests.DaemonLog;

/// <summary>
/// Threads of logs in this process, by their names. One that has been joined is still in /proc for a moment, and so may be one of an
/// earlier test.
/// </summary>
internal static class LogThreads
{
    /// <summary>Those that are there.</summary>
    public static HashSet<string> Now() =>
        Directory
            .GetDirectories("/proc/self/task")
            .Where(task => ReadName(task).StartsWith("log-", StringComparison.Ordinal))
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>Waits until there is none that was not there before.</summary>
    public static void ShouldAllHaveEnded(HashSet<string> before) =>
        SpinWait.SpinUntil(() => !Now().Except(before, StringComparer.Ordinal).Any(), TestLog.Patience).ShouldBeTrue();

    /// <summary>A thread may end while the directory is read.</summary>
    private static string ReadName(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "comm"));
        }
        catch (IOException)
        {
            return "";
        }
    }
}
