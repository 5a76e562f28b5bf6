using System.Diagnostics;
using System.Text;

namespace Supervisor.Gateway.Tests.XmlRpc;

/// <summary>The system's Python, whose xmlrpc.client is the measure of the layout.</summary>
internal static class PythonInterpreter
{
    private const string Path = "/usr/bin/python3";

    public static bool IsThere => File.Exists(Path);

    /// <summary>Runs a program; gives what it prints.</summary>
    public static string Run(string program, string input)
    {
        var start = new ProcessStartInfo(Path, ["-c", program])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
            Environment = { ["PYTHONIOENCODING"] = "utf-8", ["PYTHONUTF8"] = "1" },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0);
        return output.GetAwaiter().GetResult();
    }
}
