namespace Supervisor.Toml.Tests;

/// <summary>The cases of the official compliance suite (toml-lang/toml-test), which lie outside the project.</summary>
internal static class ComplianceSuite
{
    private const string CaseList = "files-toml-1.0.0";

    private static readonly string? _folder = FindFolder();

    public static bool IsPresent => _folder is not null;

    /// <summary>Names like "valid/array/empty.toml".</summary>
    public static IEnumerable<string> GetCases(string kind) =>
        _folder is null
            ? []
            : File.ReadLines(Path.Combine(_folder, CaseList))
                .Where(name => name.StartsWith(kind + "/", StringComparison.Ordinal) && name.EndsWith(".toml", StringComparison.Ordinal));

    public static byte[] ReadFile(string name) => File.ReadAllBytes(Path.Combine(_folder!, name));

    private static string? FindFolder()
    {
        if (Environment.GetEnvironmentVariable("SUPERVISOR_SHARED") is { Length: > 0 } named)
        {
            return AsSuite(named);
        }
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (AsSuite(Path.Combine(folder.FullName, "shared")) is { } found)
            {
                return found;
            }
        }
        return null;
    }

    private static string? AsSuite(string shared)
    {
        string suite = Path.Combine(shared, "toml-test");
        return File.Exists(Path.Combine(suite, CaseList)) ? suite : null;
    }
}
