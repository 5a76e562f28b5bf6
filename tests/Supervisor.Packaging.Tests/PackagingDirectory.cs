namespace Supervisor.Packaging.Tests;

/// <summary>The files under test.</summary>
internal static class PackagingDirectory
{
    public static string Root { get; } = FindRoot();

    public static string Path { get; } = At("packaging");

    /// <summary>A path from the root of the project.</summary>
    public static string At(params string[] names) => System.IO.Path.Join([Root, .. names]);

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(System.IO.Path.Join(directory.FullName, "Supervisor.sln")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new DirectoryNotFoundException("no Supervisor.sln above the tests");
    }
}
