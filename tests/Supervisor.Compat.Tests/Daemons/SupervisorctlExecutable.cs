using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.Compat.Tests.Daemons;

/// <summary>Finds our own client.</summary>
internal static class SupervisorctlExecutable
{
    /// <summary>The file beside a published supervisord; otherwise what this build made.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        var directory = System.IO.Path.GetDirectoryName(SupervisordExecutable.Path)!;
        var beside = System.IO.Path.Join(directory, "supervisorctl");
        var built = System.IO.Path.Join(
            directory.Replace("/src/Supervisord/", "/src/Supervisorctl/", StringComparison.Ordinal),
            "supervisorctl"
        );
        return File.Exists(beside) ? beside
            : File.Exists(built) ? built
            : throw new FileNotFoundException("build src/Supervisorctl", built);
    }
}
