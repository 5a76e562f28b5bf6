using System.Collections.Immutable;

namespace Supervisor.Packaging;

/// <summary>An action of supervisorctl.</summary>
/// <param name="Synopsis">The words behind its name.</param>
/// <param name="Help">One line without an end.</param>
internal sealed record ClientAction(string Name, string Synopsis, ActionArgument Argument, string Help)
{
    private const string Names = "NAME...";

    /// <summary>In alphabetical order.</summary>
    public static ImmutableArray<ClientAction> All { get; } =
    [
        new("add", "GROUP...", ActionArgument.Group, "activate the configuration of groups that were added"),
        new("avail", "[--json]", ActionArgument.None, "list the configured processes"),
        new("check", "", ActionArgument.None, "check the configuration and print what would run"),
        new("clear", Names, ActionArgument.Process, "empty the logs of processes"),
        new(
            "disable",
            "[--now] NAME...",
            ActionArgument.Process,
            "do not start processes by themselves any more, over restarts and reboots"
        ),
        new("enable", "[--now] NAME...", ActionArgument.Process, "undo disable"),
        new("exit", "", ActionArgument.None, "leave the shell"),
        new("fg", "NAME", ActionArgument.Process, "connect to a process: its output here, what is typed to its standard input"),
        new("hash-password", "", ActionArgument.None, "make the hash of a password for the server's password key"),
        new("help", "[ACTION]", ActionArgument.Action, "list the actions, or tell of one"),
        new("maintail", "[-f | -BYTES]", ActionArgument.None, "print the end of the daemon's own log"),
        new("open", "URL", ActionArgument.None, "speak to another daemon from now on"),
        new("pid", "[NAME... | all]", ActionArgument.Process, "print the pid of the daemon or of processes"),
        new("plan", "[--json] [GROUP...]", ActionArgument.Group, "tell what update would do to each process, and why"),
        new("quit", "", ActionArgument.None, "leave the shell"),
        new("reload", "", ActionArgument.None, "restart the daemon"),
        new("remove", "GROUP...", ActionArgument.Group, "deactivate groups that have been stopped"),
        new("reread", "", ActionArgument.None, "read the configuration and tell what changed, without doing it"),
        new("restart", Names, ActionArgument.Process, "restart processes, each on its own"),
        new("shutdown", "", ActionArgument.None, "end the daemon and its programs"),
        new("signal", "SIGNAL NAME...", ActionArgument.SignalAndProcess, "send a signal to processes"),
        new("start", Names, ActionArgument.Process, "start processes"),
        new("status", "[--long | --json] [NAME...]", ActionArgument.Process, "print the state of processes"),
        new("stop", Names, ActionArgument.Process, "stop processes"),
        new("tail", "[-f | -BYTES] NAME [stdout | stderr]", ActionArgument.Process, "print the end of a log"),
        new("tree", "[--json] [NAME...]", ActionArgument.Process, "show all processes of programs, orphans too"),
        new("update", "[--dry-run] [GROUP... | all]", ActionArgument.Group, "reload the configuration by difference"),
        new("upgrade", "[--binary PATH]", ActionArgument.File, "go over to another executable of the daemon while programs run on"),
        new("version", "", ActionArgument.None, "print the version of the daemon"),
        new(
            "wait",
            "NAME... [--for STATE] [--timeout SECONDS]",
            ActionArgument.Process,
            "wait until processes are in a state, or have started"
        ),
    ];
}
