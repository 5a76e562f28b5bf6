using System.Collections.Immutable;
using Supervisor.Configuration.Loading;

namespace Supervisor.Configuration.CommandLine;

/// <summary>Finds the configuration file when none is named: the first of four places.</summary>
public sealed class ConfigurationSearch(IConfigurationFiles files, string workingDirectory)
{
    private const string FileName = "supervisor.toml";

    /// <summary>As a user would write them: what lies under the working directory is relative.</summary>
    private static readonly ImmutableArray<string> Places =
    [
        FileName,
        "etc/" + FileName,
        "/etc/" + FileName,
        "/etc/supervisor/" + FileName,
    ];

    /// <summary>The first that exists, relative if it is under the working directory; null if there is none.</summary>
    public string? Find() => Places.FirstOrDefault(place => files.FileExists(Path.GetFullPath(place, workingDirectory)));

    /// <summary>What to say when there is none.</summary>
    public string NotFoundMessage =>
        $"No config file found at default paths ({string.Join(", ", Places.Select(place => Path.GetFullPath(place, workingDirectory)))}); "
        + "use the -c option to specify a config file at a different path";
}
