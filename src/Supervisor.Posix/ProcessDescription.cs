using System.Globalization;

namespace Supervisor.Posix;

/// <summary>What /proc says of a process, for messages to people (proc(5)).</summary>
/// <param name="CommandLine">The words joined by blanks, or the name in brackets for a process without any.</param>
/// <param name="ParentId">Its parent's pid.</param>
public sealed record ProcessDescription(int ProcessId, string CommandLine, int ParentId)
{
    /// <summary>Null when there is no such process (any more).</summary>
    public static ProcessDescription? Of(int processId)
    {
        var directory = "/proc/" + processId.ToString(CultureInfo.InvariantCulture);
        try
        {
            var words = KernelFile.ReadText(directory + "/cmdline").TrimEnd('\0').Replace('\0', ' ');
            var stat = KernelFile.ReadText(directory + "/stat");
            // The name stands in parentheses and can contain any character, so the fields start behind the last one.
            var name = stat[stat.IndexOf('(', StringComparison.Ordinal)..(stat.LastIndexOf(')') + 1)];
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return new ProcessDescription(processId, words.Length > 0 ? words : name, int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
