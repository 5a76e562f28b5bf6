using System.Collections.Immutable;

namespace Supervisorctl.Commands;

/// <summary>Every action, by name.</summary>
internal static class CommandTable
{
    /// <summary>In alphabetical order, as the overview prints them.</summary>
    public static ImmutableArray<Command> All { get; } =
    [
        new AddCommand(),
        new AvailCommand(),
        new CheckCommand(),
        new ClearCommand(),
        new DisableCommand(),
        new EnableCommand(),
        new QuitCommand("exit"),
        new ForegroundCommand(),
        new HashPasswordCommand(),
        new MainTailCommand(),
        new OpenCommand(),
        new PidCommand(),
        new PlanCommand(),
        new QuitCommand("quit"),
        new ReloadCommand(),
        new RemoveCommand(),
        new RereadCommand(),
        new RestartCommand(),
        new ShutdownCommand(),
        new SignalCommand(),
        new StartCommand(),
        new StatusCommand(),
        new StopCommand(),
        new TailCommand(),
        new TreeCommand(),
        new UpdateCommand(),
        new UpgradeCommand(UpgradeWait.UsualPatience),
        new VersionCommand(),
        new WaitCommand(),
    ];

    public static Command? Find(string name)
    {
        foreach (var command in All)
        {
            if (string.Equals(command.Name, name, StringComparison.Ordinal))
                return command;
        }
        return null;
    }
}
