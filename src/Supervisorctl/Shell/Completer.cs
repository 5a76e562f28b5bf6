using Supervisorctl.Commands;
using Supervisorctl.Connection;
using Supervisorctl.Processes;

namespace Supervisorctl.Shell;

/// <summary>What a word can become: actions first, then groups or processes, as the action wants them.</summary>
/// <param name="readProcesses">Asks the server; the answer is kept until <see cref="Forget"/>.</param>
internal sealed class Completer(Func<IReadOnlyList<ProcessInfo>> readProcesses)
{
    private IReadOnlyList<ProcessInfo>? _processes;

    /// <summary>A command was run: what the server says may be another thing now.</summary>
    public void Forget() => _processes = null;

    /// <param name="line">Up to the cursor.</param>
    /// <returns>Whole words, each with the blank behind it.</returns>
    public IReadOnlyList<string> Complete(string line)
    {
        var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var isNew = line.Length == 0 || char.IsWhiteSpace(line[^1]);
        var word = isNew ? "" : words[^1];
        if (words.Length == 0 || (words.Length == 1 && !isNew))
            return Beginning(word, Actions());
        return words[0] switch
        {
            "help" => Beginning(word, Actions()),
            "add" or "remove" or "update" or "plan" => Beginning(
                word,
                Processes().Select(info => info.Group).Distinct(StringComparer.Ordinal)
            ),
            "clear"
            or "disable"
            or "enable"
            or "fg"
            or "pid"
            or "restart"
            or "signal"
            or "start"
            or "status"
            or "stop"
            or "tail"
            or "tree"
            or "wait" => Beginning(word, ProcessWords(word)),
            "upgrade" => Beginning(word, words.Length == (isNew ? 1 : 2) ? ["--binary"] : []),
            _ => [],
        };
    }

    /// <summary>Where the word that is completed begins.</summary>
    public static int WordStart(string line)
    {
        var start = line.Length;
        while (start > 0 && !char.IsWhiteSpace(line[start - 1]))
            start--;
        return start;
    }

    private static IEnumerable<string> Actions() =>
        CommandTable.All.Select(command => command.Name).Append("help").Order(StringComparer.Ordinal);

    /// <summary>The short name where there is one; with a colon typed, or a group that is called otherwise, the full one and the group's.</summary>
    private List<string> ProcessWords(string word)
    {
        var words = new List<string>();
        foreach (var info in Processes())
        {
            if (!word.Contains(':', StringComparison.Ordinal) && info.Name == info.Group)
            {
                words.Add(info.Name);
                continue;
            }
            words.Add($"{info.Group}:{info.Name}");
            if (!words.Contains($"{info.Group}:*", StringComparer.Ordinal))
                words.Add($"{info.Group}:*");
        }
        return words;
    }

    private IReadOnlyList<ProcessInfo> Processes()
    {
        try
        {
            return _processes ??= readProcesses();
        }
        catch (ControlException)
        {
            return [];
        }
    }

    private static IReadOnlyList<string> Beginning(string word, IEnumerable<string> words) =>
        [.. words.Where(each => each.StartsWith(word, StringComparison.Ordinal)).Select(each => each + " ")];
}
