namespace Supervisorctl.Output;

/// <summary>Writes whole lines.</summary>
internal static class OutputLines
{
    public static void WriteLine(this IOutput output, string line) => output.Write(line + "\n");
}
