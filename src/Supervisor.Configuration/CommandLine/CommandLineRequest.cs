using System.Collections.Immutable;

namespace Supervisor.Configuration.CommandLine;

/// <summary>What a command line asks for.</summary>
public abstract record CommandLineRequest
{
    private CommandLineRequest() { }

    /// <summary>Run, or only check the configuration.</summary>
    /// <param name="ConfigurationFile">As given; null means that the search path decides.</param>
    /// <param name="Warnings">About options that are accepted and have no effect.</param>
    public sealed record Run(string? ConfigurationFile, bool ChecksOnly, CommandLineOverrides Overrides, ImmutableArray<string> Warnings)
        : CommandLineRequest;

    /// <summary>Print this text, exit status 0.</summary>
    public sealed record ShowHelp(string Text) : CommandLineRequest;

    /// <summary>Print the version, exit status 0.</summary>
    public sealed record ShowVersion : CommandLineRequest;

    /// <summary>Print the message as <see cref="UsageError"/> does, exit status 2.</summary>
    public sealed record Mistake(string Message) : CommandLineRequest;
}
