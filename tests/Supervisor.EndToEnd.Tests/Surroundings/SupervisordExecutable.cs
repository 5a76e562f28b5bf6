namespace Supervisor.EndToEnd.Tests.Surroundings;

/// <summary>Finds the program under test.</summary>
internal static class SupervisordExecutable
{
    private const string Variable = "SUPERVISORD_EXECUTABLE";

    /// <summary>The directory of the project.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>What the variable names, such as the published file; otherwise what this build made.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return System.IO.Path.GetFullPath(named);
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        var built = System.IO.Path.Join(Root, "src/Supervisord/bin", output.Parent!.Name, output.Name, "supervisord");
        return File.Exists(built) ? built : throw new FileNotFoundException($"set {Variable}, or build src/Supervisord", built);
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(System.IO.Path.Join(directory.FullName, "Supervisor.sln")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new DirectoryNotFoundException("no Supervisor.sln above the tests");
    }
}
