using Supervisorctl.CommandLine;
using Supervisorctl.Commands;

namespace Supervisor.Packaging.Tests;

/// <summary>What the manual page and the completions say of supervisorctl is what it does.</summary>
public sealed class ClientTests
{
    [Fact]
    public void Every_action_is_described_and_no_other() =>
        ClientAction
            .All.Select(action => action.Name)
            .ShouldBe(CommandTable.All.Select(command => command.Name).Append("help").Order(StringComparer.Ordinal));

    [Fact]
    public void Options_of_actions_are_those_of_their_help()
    {
        foreach (var command in CommandTable.All)
        {
            var synopsis = ClientAction.All.Single(action => action.Name == command.Name).Synopsis;
            OptionsIn(synopsis).ShouldBe(OptionsIn(command.Help), ignoreOrder: true, customMessage: command.Name);
        }
    }

    [Fact]
    public void Every_option_is_described_as_its_help_does()
    {
        var help = ControlCommandLine.Help;
        foreach (var entry in ClientOptions.All)
        {
            var argument = entry.Option.Argument is { } name ? " " + name : "";
            help.ShouldContain($"{entry.Option.DisplayName}{argument} -- {entry.Option.Help}\n");
        }
        help.Split('\n').Count(line => line.StartsWith('-')).ShouldBe(ClientOptions.All.Length);
    }

    private static string[] OptionsIn(string text) =>
        [
            .. text.Split([' ', '\t', '\n', '[', ']', '(', ')'], StringSplitOptions.RemoveEmptyEntries)
                .Where(word => word.StartsWith("--", StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal),
        ];
}
