using System.Collections.Immutable;
using Supervisor.Configuration.CommandLine;
using Supervisor.Configuration.ControlClient;
using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Loading;
using Supervisor.Posix;
using Supervisorctl.CommandLine;
using Supervisorctl.Commands;
using Supervisorctl.Local;
using Supervisorctl.Output;
using Supervisorctl.Shell;

namespace Supervisorctl;

/// <summary>supervisorctl: asks and tells a daemon.</summary>
internal static class Program
{
    private const string Name = "supervisorctl";

    private static int Main(string[] arguments)
    {
        var output = new StandardOutput(1);
        var errors = new StandardOutput(2);
        try
        {
            return Run(arguments, output, errors);
        }
        catch (OutputClosedException)
        {
            return ExitStatus.Generic;
        }
    }

    private static int Run(string[] arguments, StandardOutput output, StandardOutput errors)
    {
        if (!ControlCommandLine.TryParse(arguments, out var options, out var mistake))
            return Refuse(errors, mistake);
        if (options.WantsHelp || options.WantsVersion)
        {
            output.Write(options.WantsHelp ? ControlCommandLine.Help : ProgramVersion.Text + "\n");
            return ExitStatus.Success;
        }
        var surroundings = Surroundings();
        var files = new HostFiles();
        var search = new ConfigurationSearch(files, surroundings.WorkingDirectory);
        var file = options.ConfigurationFile ?? search.Find();
        var own = file is null ? null : new ControlClientReader(files, new UserDatabase(), surroundings).Read(file);
        if (own is { Settings: null })
            return Refuse(errors, own.Errors);
        var loader = new ConfigurationLoader(files, new UserDatabase(), new HostLookup(), surroundings);
        var local = new LocalCommands(loader, search, file, output, errors);
        // Without a configuration there is the usual address to try; a configuration without a server says that there is none.
        return options.ServerUrl is null && own is { NamesServer: false }
            ? LocalRun.Run(local, options.Line, output, errors)
            : Run(ClientSettings.Of(options, own?.Settings), options.Line, local, output, errors);
    }

    private static int Run(ClientSettings settings, string? line, LocalCommands local, StandardOutput output, StandardOutput errors)
    {
        var user = new StandardUser(output, errors);
        using var session = new Session(settings.ServerUrl, settings.Credentials, output, errors, user, local)
        {
            IsInteractive = settings.IsInteractive,
            Colours = StateColours.Of(output, Environment.GetEnvironmentVariable),
        };
        if (line is not null)
            CommandRunner.Run(session, line);
        if (!settings.IsInteractive)
            return session.Status;
        ShellFactory.Create(session, settings).Run();
        return ExitStatus.Success;
    }

    private static LoadSurroundings Surroundings()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        var all = Environment.GetEnvironmentVariables().GetEnumerator();
        while (all.MoveNext())
            variables[(string)all.Key] = (string?)all.Value ?? "";
        return new LoadSurroundings(variables, HostName.Current(), Environment.CurrentDirectory);
    }

    /// <summary>What has no place is a mistake in the usage.</summary>
    private static int Refuse(StandardOutput errors, ImmutableArray<Diagnostic> mistakes)
    {
        if (mistakes[0].File is null)
            return Refuse(errors, mistakes[0].Message);
        errors.Write(DiagnosticRenderer.Render(mistakes));
        return UsageError.ExitStatus;
    }

    private static int Refuse(StandardOutput errors, string mistake)
    {
        errors.Write(UsageError.Render(mistake, Name));
        return UsageError.ExitStatus;
    }
}
