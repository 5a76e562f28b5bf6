namespace Supervisor.EndToEnd.Tests.Surroundings;

/// <summary>What this host can do; a test that needs more is skipped with the reason.</summary>
internal static class Host
{
    public static void NeedsRoot() => Skip.IfNot(Environment.UserName == "root", "needs root");

    /// <summary>The path of a program, or the test is skipped.</summary>
    public static string Needs(params string[] candidates)
    {
        var directories = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Append("/usr/bin");
        var found = candidates
            .SelectMany(candidate => candidate.StartsWith('/') ? [candidate] : directories.Select(place => Path.Join(place, candidate)))
            .FirstOrDefault(File.Exists);
        Skip.If(found is null, $"{candidates[0]} is not installed");
        return found!;
    }

    /// <summary>The test is skipped unless the account exists.</summary>
    public static void NeedsUser(string name) =>
        Skip.IfNot(
            File.ReadLines("/etc/passwd").Any(line => line.StartsWith(name + ":", StringComparison.Ordinal)),
            $"there is no user {name}"
        );
}
