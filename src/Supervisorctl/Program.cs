using Supervisor.Configuration.CommandLine;
using Supervisor.Configuration.Loading;
using Supervisor.Posix;

namespace Supervisorctl;

/// <summary>supervisorctl: asks and tells the daemon that a configuration file belongs to.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        var request = ControlRequest.Parse(arguments);
        if (request.Mistake is { } mistake)
        {
            Console.Error.Write(UsageError.Render(mistake, "supervisorctl"));
            return UsageError.ExitStatus;
        }
        var directory = Environment.CurrentDirectory;
        var files = new HostFiles();
        var variables = Environment.GetEnvironmentVariables().Keys.Cast<string>();
        var surroundings = new LoadSurroundings(
            variables.ToDictionary(name => name, name => Environment.GetEnvironmentVariable(name) ?? "", StringComparer.Ordinal),
            HostName.Current(),
            directory
        );
        var loader = new ConfigurationLoader(files, new UserDatabase(), new HostLookup(), surroundings);
        return new Commands(loader, new ConfigurationSearch(files, directory), Console.Out, Console.Error).Run(request);
    }
}
