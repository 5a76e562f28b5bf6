using System.Globalization;
using System.Text;

namespace Supervisor.EndToEnd.Tests.Surroundings;

/// <summary>What /proc tells of one process (proc(5)).</summary>
internal sealed class ProcessView(int processId)
{
    private readonly string _directory = $"/proc/{processId}";

    public int ProcessId => processId;

    /// <summary>Not even a zombie of it is left.</summary>
    public bool IsGone => !Directory.Exists(_directory);

    /// <summary>It runs code: neither gone nor a zombie.</summary>
    public bool IsLiving => TryStat() is { } stat && stat[0] is not ("Z" or "X");

    public bool IsZombie => TryStat() is { } stat && stat[0] == "Z";
    public int Parent => Number(1);
    public int ProcessGroup => Number(2);
    public int Session => Number(3);
    public int Terminal => Number(4);
    public int Nice => Number(16);
    public int OutOfMemoryScore => Parse(Text("oom_score_adj"));
    public string WorkingDirectory => LinkOf("cwd");
    public string CommandLine => Text("cmdline").Replace('\0', ' ').Trim();

    /// <summary>A line of status without its label: "SigBlk", "Umask", "Groups" and so on.</summary>
    public string Status(string label) => Line(Text("status"), label);

    /// <summary>In the order of their numbers.</summary>
    public IReadOnlyList<ThreadView> Threads() =>
        [
            .. Directory
                .EnumerateDirectories(_directory + "/task")
                .Select(Path.GetFileName)
                .Select(number => (Number: Parse(number!), Status: Text($"task/{number}/status")))
                .OrderBy(thread => thread.Number)
                .Select(thread => new ThreadView(
                    thread.Number,
                    Line(thread.Status, "Name"),
                    Line(thread.Status, "State").StartsWith('S'),
                    Parse(Line(thread.Status, "voluntary_ctxt_switches"))
                )),
        ];

    /// <summary>A set of signals of status as a mask; signal 1 is its lowest bit.</summary>
    public ulong SignalSet(string label) => ulong.Parse(Status(label), NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <summary>Soft and hard limit of a line of limits, such as "Max open files".</summary>
    public (string Soft, string Hard) Limit(string label)
    {
        var line = Text("limits").Split('\n').Single(line => line.StartsWith(label, StringComparison.Ordinal));
        var words = line[label.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (words[0], words[1]);
    }

    /// <summary>Open descriptors with what they are.</summary>
    public IReadOnlyDictionary<int, string> Descriptors() =>
        Directory
            .EnumerateFileSystemEntries(_directory + "/fd")
            .ToDictionary(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture), LinkTarget);

    public IReadOnlyList<string> Environment() => Text("environ").Split('\0', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Every process there is.</summary>
    public static IEnumerable<ProcessView> All() =>
        Directory
            .EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => char.IsAsciiDigit(name![0]))
            .Select(name => new ProcessView(int.Parse(name!, CultureInfo.InvariantCulture)));

    /// <summary>Its children, zombies too.</summary>
    public IReadOnlyList<ProcessView> Children() => [.. All().Where(other => other.TryStat() is { } stat && Parse(stat[1]) == processId)];

    /// <summary>Its environment holds the entry; false for what is gone or a zombie.</summary>
    public bool HasVariable(string entry, bool isPrefix = false)
    {
        try
        {
            return Environment().Any(own => isPrefix ? own.StartsWith(entry, StringComparison.Ordinal) : own == entry);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string Line(string status, string label) =>
        status.Split('\n').Single(line => line.StartsWith(label + ":", StringComparison.Ordinal))[(label.Length + 1)..].Trim();

    private string LinkOf(string name) => LinkTarget(Path.Join(_directory, name));

    private static string LinkTarget(string path) => new FileInfo(path).LinkTarget ?? "";

    private string Text(string name) => Encoding.UTF8.GetString(File.ReadAllBytes(Path.Join(_directory, name)));

    private int Number(int field) => Parse((TryStat() ?? throw new InvalidOperationException($"process {processId} is gone"))[field]);

    private static int Parse(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>The fields behind the name in parentheses: state, parent, group, session, terminal and so on.</summary>
    private string[]? TryStat()
    {
        try
        {
            var stat = Text("stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
