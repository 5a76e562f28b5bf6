namespace Supervisorctl.CommandLine;

/// <summary>What the command line says.</summary>
internal sealed record ControlOptions
{
    public string? ConfigurationFile { get; init; }
    public string? ServerUrl { get; init; }
    public string? UserName { get; init; }
    public string? Password { get; init; }
    public string? HistoryFile { get; init; }

    /// <summary>-i: a shell follows, also behind a command.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>The words behind the options, joined by blanks; null when there are none.</summary>
    public string? Line { get; init; }

    public bool WantsHelp { get; init; }

    public bool WantsVersion { get; init; }
}
