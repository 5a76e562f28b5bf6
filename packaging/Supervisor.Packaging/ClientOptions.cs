using System.Collections.Immutable;
using Supervisor.Configuration.Table;

namespace Supervisor.Packaging;

/// <summary>The options of supervisorctl.</summary>
internal static class ClientOptions
{
    public static ImmutableArray<OptionEntry> All { get; } =
    [
        .. new CommandLineOption[]
        {
            new('c', "configuration", "FILENAME") { Help = "configuration file path (searches if not given)" },
            new('h', "help", null) { Help = "print usage message and exit" },
            new('i', "interactive", null) { Help = "start an interactive shell after executing commands" },
            new('s', "serverurl", "URL") { Help = "URL on which supervisord server is listening" },
            new('u', "username", "USERNAME") { Help = "username to use for authentication with server" },
            new('p', "password", "PASSWORD") { Help = "password to use for authentication with server" },
            new('r', "history-file", "FILENAME") { Help = "keep the history of the shell in a file" },
            new('v', "version", null) { Help = "print the version of supervisorctl and exit" },
        }.Select(option => OptionEntry.Of(option, SettingsTable.Of(TableKind.Supervisorctl))),
    ];
}
