namespace Supervisor.Configuration.Table;

/// <summary>How a key is given on the command line.</summary>
/// <param name="Letter">Null for a long option without a letter.</param>
/// <param name="LongName">Without the dashes.</param>
/// <param name="Argument">What the help calls the argument; null for a flag.</param>
public sealed record CommandLineOption(char? Letter, string LongName, string? Argument)
{
    public bool IsFlag => Argument is null;

    /// <summary>What a flag gives its key: "false" for one that switches off.</summary>
    public string FlagValue { get; init; } = "true";

    /// <summary>The name of the key that it gives a value; that of the option where nothing else is said.</summary>
    public string Key
    {
        get => field ?? LongName;
        init;
    }

    /// <summary>What the option does, as --help says it.</summary>
    public string Help { get; init; } = "";

    /// <summary>"-l/--logfile", or the long name alone.</summary>
    public string DisplayName => Letter is { } letter ? $"-{letter}/--{LongName}" : $"--{LongName}";
}
