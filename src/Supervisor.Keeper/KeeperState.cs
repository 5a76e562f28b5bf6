using System.Collections.Immutable;
using System.Globalization;

namespace Supervisor.Keeper;

/// <summary>All that a keeper knows, for the program that it executes in its place. Numbers are those of descriptors in this process.</summary>
/// <param name="Held">Keys and descriptors.</param>
public sealed record KeeperState(
    int MasterId,
    int Connection,
    int Deaths,
    bool IsAttached,
    bool HasBegun,
    int ToldId,
    ImmutableArray<KeyValuePair<int, int>> Held
)
{
    /// <summary>The master has been started ahead of its keeper, and has not begun yet: its end now is the end of the start.</summary>
    public bool IsStarting { get; init; }

    /// <summary>The first word of the text; another one is of another format.</summary>
    private const string Format = "keeper-1";

    /// <summary>Ends the line of numbers of a start; only the executable that wrote it reads that.</summary>
    private const string Starting = "starting";

    /// <summary>A line of numbers and a line for each descriptor.</summary>
    public string ToText() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Format} {MasterId} {Connection} {Deaths} {(IsAttached ? 1 : 0)} {(HasBegun ? 1 : 0)} {ToldId}{(IsStarting ? $" {Starting}" : "")}\n"
        ) + string.Concat(Held.Select(held => string.Create(CultureInfo.InvariantCulture, $"{held.Key} {held.Value}\n")));

    /// <summary>Null when the text is of another format.</summary>
    public static KeeperState? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0 || lines[0].Split(' ') is not [Format, .. var words])
            return null;
        var isStarting = words is [.., Starting];
        if (Numbers(isStarting ? words[..^1] : words) is not { Length: 6 } head)
            return null;
        var held = ImmutableArray.CreateBuilder<KeyValuePair<int, int>>(lines.Length - 1);
        foreach (var line in lines.Skip(1))
        {
            if (Numbers(line.Split(' ')) is not [var key, var number])
                return null;
            held.Add(KeyValuePair.Create(key, number));
        }
        return new KeeperState(head[0], head[1], head[2], head[3] != 0, head[4] != 0, head[5], held.DrainToImmutable())
        {
            IsStarting = isStarting,
        };
    }

    private static int[]? Numbers(string[] words)
    {
        var numbers = new int[words.Length];
        for (var index = 0; index < words.Length; index++)
        {
            if (!int.TryParse(words[index], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out numbers[index]))
                return null;
        }
        return numbers;
    }
}
