using System.Globalization;

namespace Supervisor.Posix;

/// <summary>
/// All processes of this pid namespace, as /proc shows them. Takes time in proportion to their number, and a file of a process that hangs
/// can hang: nothing for a thread that others wait for.
/// </summary>
public static class ProcessTable
{
    /// <summary>What there is at this moment, in no order. Processes that come or go meanwhile may be missing.</summary>
    public static IReadOnlyList<ProcessStat> Read()
    {
        var table = new List<ProcessStat>();
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (
                int.TryParse(Path.GetFileName(directory.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var processId)
                && ProcessStat.TryRead(processId, out var stat)
            )
                table.Add(stat);
        }
        return table;
    }

    /// <summary>
    /// The children of a process, zombies among them (proc(5), /proc/PID/task/TID/children). One that comes or goes meanwhile can be
    /// missing.
    /// </summary>
    /// <returns>False where the kernel does not tell (CONFIG_PROC_CHILDREN), or there is no such process.</returns>
    public static bool TryReadChildren(int processId, ICollection<int> children)
    {
        ArgumentNullException.ThrowIfNull(children);
        try
        {
            // A child belongs to the thread that made it, and with subreapers to any thread.
            foreach (var task in Directory.EnumerateDirectories($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/task"))
            {
                foreach (var child in KernelFile.ReadText(task + "/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    children.Add(int.Parse(child, CultureInfo.InvariantCulture));
            }
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The value that a process was given for a variable when it was executed, unless it has written over it; null without.</summary>
    public static string? InitialVariable(int processId, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        try
        {
            var prefix = name + "=";
            foreach (var entry in KernelFile.ReadText($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/environ").Split('\0'))
            {
                if (entry.StartsWith(prefix, StringComparison.Ordinal))
                    return entry[prefix.Length..];
            }
        }
        catch (IOException)
        {
            // It has ended or may not be looked at: it shows no variables.
        }
        return null;
    }
}
