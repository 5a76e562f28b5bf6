namespace Supervisor.EndToEnd.Tests.Surroundings;

/// <summary>A program in C that a test brings along, because only C shows what it has to show.</summary>
internal static class CompiledProgram
{
    /// <summary>Compiles it; the test is skipped where there is no compiler.</summary>
    /// <returns>The path of the executable, in the directory.</returns>
    public static string Make(string directory, string name, string source)
    {
        var compiler = Host.Needs("cc");
        var path = Path.Join(directory, name);
        File.WriteAllText(path + ".c", source);
        var compiled = Command.Run([compiler, "-o", path, path + ".c"], directory);
        compiled.ExitStatus.ShouldBe(0, compiled.Error);
        return path;
    }
}
