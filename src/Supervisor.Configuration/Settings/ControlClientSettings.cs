namespace Supervisor.Configuration.Settings;

/// <summary>The [supervisorctl] table.</summary>
public sealed record ControlClientSettings(string ServerUrl, string? UserName, string? Password, string Prompt, string? HistoryFile);
