namespace Supervisor.Configuration.Loading;

/// <summary>What a configuration sees of the process that loads it.</summary>
/// <param name="Variables">The environment at start, for %(ENV_X)s, HOME and TMPDIR.</param>
/// <param name="HostNodeName">uname -n.</param>
/// <param name="WorkingDirectory">The directory the command was given in; a daemon keeps it for later loads, though it has left it.</param>
public sealed record LoadSurroundings(IReadOnlyDictionary<string, string> Variables, string HostNodeName, string WorkingDirectory)
{
    /// <summary>Whom the process runs as; root has other default directories.</summary>
    public uint UserId { get; init; }
}
