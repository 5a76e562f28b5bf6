using Supervisor.Configuration.Values;

namespace Supervisor.Configuration.Table;

/// <summary>The keys of [supervisorctl], apart from all others: the client reads this table alone, and starts each time anew.</summary>
internal static class ClientKeys
{
    public static readonly SettingKey<string> ServerUrl = new(
        "serverurl",
        NetworkTypes.ServerUrl,
        "http://localhost:9001",
        "\"http://localhost:9001\""
    )
    {
        Help = "The daemon that supervisorctl speaks to.",
        Option = new CommandLineOption('s', "serverurl", "URL")
        {
            Help = "URL on which supervisord server is listening (default \"http://localhost:9001\").",
        },
    };

    public static readonly SettingKey<string?> UserName = new("username", BasicTypes.OptionalText, null, "")
    {
        Help = "The name to give to the server.",
        Option = new CommandLineOption('u', "username", "USERNAME") { Help = "username to use for authentication with server" },
    };

    public static readonly SettingKey<string?> Password = new("password", BasicTypes.OptionalText, null, "")
    {
        Help = "The password to give to the server, in clear.",
        Option = new CommandLineOption('p', "password", "PASSWORD") { Help = "password to use for authentication with server" },
    };

    public static readonly SettingKey<string> Prompt = new("prompt", BasicTypes.Text, "supervisor", "\"supervisor\"")
    {
        Help = "The prompt of the interactive shell.",
    };

    public static readonly SettingKey<string?> HistoryFile = new("history_file", PathTypes.AnyFile, null, "")
    {
        Help = "Where the interactive shell keeps its history.",
        Option = new CommandLineOption('r', "history_file", "FILENAME") { Help = "keep the history of the interactive shell in FILENAME" },
    };

    public static readonly TableDefinition Definition = new(
        TableKind.Supervisorctl,
        "supervisorctl",
        TableNaming.Alone,
        "The client.",
        () => [ServerUrl, UserName, Password, Prompt, HistoryFile]
    );
}
