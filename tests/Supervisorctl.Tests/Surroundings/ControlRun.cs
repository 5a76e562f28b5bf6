using Supervisor.Configuration.CommandLine;
using Supervisor.Configuration.Loading;
using Supervisor.Posix;
using Supervisorctl.Commands;
using Supervisorctl.Connection;
using Supervisorctl.Local;

namespace Supervisorctl.Tests.Surroundings;

/// <summary>Runs lines as the program does, with everything it prints kept.</summary>
internal sealed class ControlRun : IDisposable
{
    public ControlRun(
        string url,
        Credentials? credentials = null,
        bool isInteractive = false,
        string[]? answers = null,
        bool isTerminal = false,
        bool hasColours = false
    )
    {
        Output = new RecordedOutput { IsTerminal = isTerminal };
        Session = new Session(url, credentials, Output, Errors, new ScriptedUser(Output, answers ?? []), LocalOf("/", null, Output, Errors))
        {
            IsInteractive = isInteractive,
            Colours = new Supervisorctl.Output.StateColours(hasColours),
        };
    }

    public Session Session { get; }

    public RecordedOutput Output { get; }

    public RecordedOutput Errors { get; } = new();

    public static LocalCommands LocalOf(string directory, string? file, RecordedOutput output, RecordedOutput errors)
    {
        var files = new HostFiles();
        var surroundings = new LoadSurroundings(new Dictionary<string, string>(StringComparer.Ordinal), "host", directory);
        var loader = new ConfigurationLoader(files, new UserDatabase(), new HostLookup(), surroundings);
        return new LocalCommands(loader, new ConfigurationSearch(files, directory), file, output, errors);
    }

    /// <summary>One line; the answer is the exit status.</summary>
    public int Run(string line)
    {
        CommandRunner.Run(Session, line);
        return Session.Status;
    }

    public void Dispose() => Session.Dispose();
}
