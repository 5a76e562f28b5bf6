using System.Globalization;
using Supervisor.Posix;

namespace Supervisord.Startup;

/// <summary>The files that the runtime makes for its diagnostics and removes when it ends in order, which a process that executes does not.</summary>
internal static class RuntimeRemains
{
    private const int StartTimeField = 22;

    /// <summary>Removes those of this process. Their names hold its pid and its start time in clock ticks (proc(5)), so they are nobody else's.</summary>
    public static void Remove()
    {
        var identity = string.Create(CultureInfo.InvariantCulture, $"{ThisProcess.Id}-{StartTime()}");
        var directory = Path.GetTempPath();
        _ = DirectoryEntries.Remove(Path.Join(directory, $"dotnet-diagnostic-{identity}-socket"));
        _ = DirectoryEntries.Remove(Path.Join(directory, $"clr-debug-pipe-{identity}-in"));
        _ = DirectoryEntries.Remove(Path.Join(directory, $"clr-debug-pipe-{identity}-out"));
    }

    private static string StartTime()
    {
        var stat = KernelFile.ReadText("/proc/self/stat");
        // Fields are counted from 1, and the third is the first behind the name in parentheses.
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[StartTimeField - 3];
    }
}
