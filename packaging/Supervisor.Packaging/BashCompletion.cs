using System.Collections.Immutable;
using System.Text;

namespace Supervisor.Packaging;

/// <summary>Lines of completions for bash: the options and, by the word before, what may be their argument.</summary>
internal static class BashCompletion
{
    public static string Options(ImmutableArray<OptionEntry> options)
    {
        var text = new StringBuilder();
        text.Append("    local options='").AppendJoin(' ', options.SelectMany(entry => entry.Words)).Append("'\n");
        text.Append("    case $previous in\n");
        foreach (var entry in options.Where(entry => !entry.Option.IsFlag))
            text.Append($"        {string.Join('|', entry.Words)}) COMPREPLY=({Offer(entry)}); return ;;\n");
        text.Append("    esac\n");
        return text.ToString();
    }

    public static string Actions()
    {
        var text = new StringBuilder();
        text.Append("    local actions='").AppendJoin(' ', ClientAction.All.Select(action => action.Name)).Append("'\n");
        foreach (var kind in Enum.GetValues<ActionArgument>().Where(kind => kind != ActionArgument.None))
        {
            var names = ClientAction.All.Where(action => action.Argument == kind).Select(action => action.Name);
            text.Append($"    local {VariableOf(kind)}=' {string.Join(' ', names)} '\n");
        }
        return text.ToString();
    }

    private static string VariableOf(ActionArgument kind) =>
        kind switch
        {
            ActionArgument.Process => "of_processes",
            ActionArgument.Group => "of_groups",
            ActionArgument.SignalAndProcess => "of_signals",
            ActionArgument.Action => "of_actions",
            ActionArgument.File => "of_files",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "takes nothing"),
        };

    private static string Offer(OptionEntry entry) =>
        entry.Kind switch
        {
            ArgumentKind.File => "$(compgen -f -- \"$current\")",
            ArgumentKind.Directory => "$(compgen -d -- \"$current\")",
            ArgumentKind.Account => "$(compgen -u -- \"$current\")",
            ArgumentKind.Choice => $"$(compgen -W '{string.Join(' ', entry.Choices)}' -- \"$current\")",
            _ => "",
        };
}
