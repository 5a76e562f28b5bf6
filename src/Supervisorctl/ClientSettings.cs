using Supervisor.Configuration.Settings;
using Supervisorctl.CommandLine;
using Supervisorctl.Connection;

namespace Supervisorctl;

/// <summary>What the command line and the configuration say together; the command line wins.</summary>
internal sealed record ClientSettings(string ServerUrl, Credentials? Credentials, string Prompt, string? HistoryFile, bool IsInteractive)
{
    private const string DefaultUrl = "http://localhost:9001";
    private const string DefaultPrompt = "supervisor";

    /// <param name="file">Null without a configuration.</param>
    public static ClientSettings Of(ControlOptions options, ControlClientSettings? file)
    {
        var userName = options.UserName ?? file?.UserName;
        var password = options.Password ?? file?.Password;
        return new ClientSettings(
            options.ServerUrl ?? file?.ServerUrl ?? DefaultUrl,
            userName is not null && password is not null ? new Credentials(userName, password) : null,
            file?.Prompt ?? DefaultPrompt,
            options.HistoryFile ?? file?.HistoryFile,
            options.IsInteractive || options.Line is null
        );
    }
}
