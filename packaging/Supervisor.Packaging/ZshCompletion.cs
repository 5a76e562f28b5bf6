using System.Collections.Immutable;
using System.Text;

namespace Supervisor.Packaging;

/// <summary>Lines of completions for zsh: specifications for _arguments and _describe (zshcompsys(1)).</summary>
internal static class ZshCompletion
{
    public static string Options(ImmutableArray<OptionEntry> options)
    {
        var text = new StringBuilder();
        foreach (var entry in options)
            text.Append($"    {Specification(entry)}\n");
        return text.ToString();
    }

    public static string Actions()
    {
        var text = new StringBuilder("    local -a actions=(\n");
        foreach (var action in ClientAction.All)
            text.Append($"        '{action.Name}:{Quoted(action.Help)}'\n");
        text.Append("    )\n");
        foreach (var kind in Enum.GetValues<ActionArgument>().Where(kind => kind != ActionArgument.None))
        {
            var names = ClientAction.All.Where(action => action.Argument == kind).Select(action => action.Name);
            text.Append($"    local -a {kind.ToString().ToLowerInvariant()}_actions=({string.Join(' ', names)})\n");
        }
        return text.ToString();
    }

    private static string Specification(OptionEntry entry)
    {
        var words = entry.Words.ToArray();
        var (letter, name) = (words.Length > 1 ? words[0] : null, words[^1]);
        var help =
            $"[{Quoted(entry.Option.Help).Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal)}]";
        if (entry.Option.Argument is not { } argument)
            return letter is null ? $"'{name}{help}'" : $"'({letter} {name})'{{{letter},{name}}}'{help}'";
        var taken = $"{help}:{argument.ToLowerInvariant()}:{Offer(entry)}";
        return letter is null ? $"'{name}={taken}'" : $"'({letter} {name})'{{{letter}+,{name}=}}'{taken}'";
    }

    private static string Offer(OptionEntry entry) =>
        entry.Kind switch
        {
            ArgumentKind.File => "_files",
            ArgumentKind.Directory => "_files -/",
            ArgumentKind.Account => "_users",
            ArgumentKind.Choice => $"({string.Join(' ', entry.Choices)})",
            _ => " ",
        };

    /// <summary>Inside single quotes of the shell; a colon ends a part of a specification.</summary>
    private static string Quoted(string text) =>
        text.Replace("'", "'\\''", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal);
}
