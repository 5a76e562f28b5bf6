namespace Supervisor.Configuration.Settings;

/// <summary>How the main process of a program that forks itself is found.</summary>
/// <param name="PidFile">Where it writes its pid; null: it is the one process that is left when the launching one has exited.</param>
/// <param name="Timeout">How long the launching process and the search may take together.</param>
public sealed record ForkingSettings(string? PidFile, TimeSpan Timeout);
