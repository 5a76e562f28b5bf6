using System.Globalization;

namespace Supervisor.Posix;

/// <summary>The sockets that a process has open (proc(5), /proc/PID/fd).</summary>
public static class OpenSockets
{
    private const string Prefix = "socket:[";

    /// <summary>
    /// Their numbers in the process, the lowest first; nothing where it may not be looked at (ptrace(2), PTRACE_MODE_READ_FSCREDS) or has
    /// ended.
    /// </summary>
    public static IReadOnlyList<int> NumbersOf(int processId)
    {
        var numbers = new List<int>();
        try
        {
            foreach (var entry in Directory.EnumerateFileSystemEntries($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/fd"))
            {
                if (SymbolicLink.Read(entry)?.StartsWith(Prefix, StringComparison.Ordinal) == true)
                    numbers.Add(int.Parse(Path.GetFileName(entry.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture));
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // What has been seen so far is true all the same.
        }
        numbers.Sort();
        return numbers;
    }
}
