using System.Collections.Immutable;
using System.Text;

namespace Supervisor.Packaging;

/// <summary>Lines of completions for fish (complete(1)).</summary>
internal static class FishCompletion
{
    public static string Options(string program, ImmutableArray<OptionEntry> options)
    {
        var text = new StringBuilder();
        foreach (var entry in options)
        {
            var letter = entry.Option.Letter is { } known ? $" -s {known}" : "";
            text.Append($"complete -c {program}{letter} -l {entry.Option.LongName}{Offer(entry)} -d {Quoted(entry.Option.Help)}\n");
        }
        return text.ToString();
    }

    public static string Actions()
    {
        var text = new StringBuilder();
        foreach (var action in ClientAction.All)
            text.Append($"complete -c supervisorctl -n __supervisorctl_needs_action -f -a {action.Name} -d {Quoted(action.Help)}\n");
        foreach (var action in ClientAction.All.Where(action => action.Argument != ActionArgument.None))
            text.Append($"complete -c supervisorctl -n '__supervisorctl_has_action {action.Name}' {Offer(action.Argument)}\n");
        return text.ToString();
    }

    private static string Offer(ActionArgument argument) =>
        argument switch
        {
            ActionArgument.Process => "-f -a '(__supervisorctl_processes)'",
            ActionArgument.Group => "-f -a '(__supervisorctl_groups)'",
            ActionArgument.SignalAndProcess => "-f -a '(__supervisorctl_signals; __supervisorctl_processes)'",
            ActionArgument.Action => "-f -a '(__supervisorctl_actions)'",
            ActionArgument.File => "-F",
            _ => throw new ArgumentOutOfRangeException(nameof(argument), argument, "takes nothing"),
        };

    private static string Offer(OptionEntry entry) =>
        entry.Kind switch
        {
            _ when entry.Option.IsFlag => "",
            ArgumentKind.File => " -r -F",
            ArgumentKind.Directory => " -x -a '(__fish_complete_directories)'",
            ArgumentKind.Account => " -x -a '(__fish_complete_users)'",
            ArgumentKind.Choice => $" -x -a '{string.Join(' ', entry.Choices)}'",
            _ => " -x",
        };

    private static string Quoted(string text) => "'" + text.Replace("'", "\\'", StringComparison.Ordinal) + "'";
}
