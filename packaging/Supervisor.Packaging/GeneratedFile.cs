using System.Collections.Immutable;
using Supervisor.Configuration.CommandLine;
using Supervisor.Configuration.Table;

namespace Supervisor.Packaging;

/// <summary>A file with parts that follow from the settings table, the options or the actions of the client.</summary>
/// <param name="Name">Under the packaging directory.</param>
/// <param name="Parts">The text of each part by its name; a single part without a name is the whole file.</param>
internal sealed record GeneratedFile(string Name, ImmutableArray<(string Name, Func<string> Text)> Parts)
{
    private static ImmutableArray<OptionEntry> DaemonOptions =>
        [.. SupervisordCommandLine.Options.Select(option => OptionEntry.Of(option, SettingsTable.Of(TableKind.Supervisord)))];

    public static ImmutableArray<GeneratedFile> All { get; } =
    [
        new("supervisor.schema.json", [("", SettingsSchema.Write)]),
        new("man/supervisor.toml.5", [("keys", ManualKeys.Write)]),
        new("man/supervisord.8", [("options", () => ManualOptions.Write(DaemonOptions))]),
        new("man/supervisorctl.1", [("options", () => ManualOptions.Write(ClientOptions.All)), ("actions", ManualActions.Write)]),
        new("completions/supervisord.bash", [("options", () => BashCompletion.Options(DaemonOptions))]),
        new(
            "completions/supervisorctl.bash",
            [("options", () => BashCompletion.Options(ClientOptions.All)), ("actions", BashCompletion.Actions)]
        ),
        new("completions/_supervisord", [("options", () => ZshCompletion.Options(DaemonOptions))]),
        new(
            "completions/_supervisorctl",
            [("options", () => ZshCompletion.Options(ClientOptions.All)), ("actions", ZshCompletion.Actions)]
        ),
        new("completions/supervisord.fish", [("options", () => FishCompletion.Options("supervisord", DaemonOptions))]),
        new(
            "completions/supervisorctl.fish",
            [("options", () => FishCompletion.Options("supervisorctl", ClientOptions.All)), ("actions", FishCompletion.Actions)]
        ),
    ];

    public string PathIn(string directory) => Path.Join(directory, Name);

    /// <summary>The text that the file should have; what stands between its parts is kept.</summary>
    public string Renew(string directory)
    {
        if (Parts is [("", var whole)])
            return whole();
        var text = File.ReadAllText(PathIn(directory));
        foreach (var (name, part) in Parts)
            text = MarkedText.Replace(text, name, part());
        return text;
    }
}
