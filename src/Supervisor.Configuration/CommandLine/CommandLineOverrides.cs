namespace Supervisor.Configuration.CommandLine;

/// <summary>Keys of [supervisord] that were given as options; they win over the files, at every load of this daemon's life.</summary>
/// <param name="Values">The argument by the name of its key; a flag is "true", or "false" if it switches off.</param>
public sealed record CommandLineOverrides(IReadOnlyDictionary<string, string> Values)
{
    public static readonly CommandLineOverrides None = new(new Dictionary<string, string>(StringComparer.Ordinal));
}
