namespace Supervisor.Configuration.CommandLine;

/// <summary>The two lines that Supervisor prints for every mistake in its usage; the exit status is 2.</summary>
public static class UsageError
{
    public const int ExitStatus = 2;

    /// <param name="programName">argv[0].</param>
    public static string Render(string message, string programName) => $"Error: {message}\nFor help, use {programName} -h\n";
}
