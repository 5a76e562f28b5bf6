using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Supervisor.Compat.Tests.Scenarios;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.Compat.Tests.Daemons;

/// <summary>One of the two daemons with a directory of its own, and the original's clients talking to it.</summary>
internal sealed class RunningDaemon : IDisposable
{
    public const string OriginalExecutable = "/usr/bin/supervisord";
    public const string Python = "/usr/bin/python3";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly DaemonKind _kind;
    private readonly string[] _server;
    private readonly string _directory = Directory.CreateTempSubdirectory("supervisor-compat-").FullName;
    private readonly Process _daemon;
    private readonly Process _driver;

    public RunningDaemon(DaemonKind kind, Scenario scenario)
    {
        _kind = kind;
        _server = scenario.Server;
        Configure(scenario.Sections);
        File.WriteAllText(At("ctl.conf"), $"[supervisorctl]\nserverurl = unix://{At("supervisor.sock")}\n");
        var executable = kind == DaemonKind.Original ? OriginalExecutable : SupervisordExecutable.Path;
        _daemon = Start(executable, ["-n", "-c", ConfigurationPath]);
        // Both streams are read, so that it never waits for somebody to do so; what they say is in its log.
        _daemon.BeginOutputReadLine();
        _daemon.BeginErrorReadLine();
        var driver = Path.Join(AppContext.BaseDirectory, "Driver/driver.py");
        _driver = Start(Python, [driver, At("supervisor.sock"), _directory]);
        Until.IsTrue(IsReachable, "the daemon can be reached", () => Log);
    }

    private string Log => File.Exists(At("supervisord.log")) ? File.ReadAllText(At("supervisord.log")) : "";

    private string ConfigurationPath => At(_kind == DaemonKind.Original ? "supervisord.conf" : "supervisor.toml");

    public void Configure(IEnumerable<Section> sections) =>
        File.WriteAllText(ConfigurationPath, ConfigurationFile.Text(_kind, _directory, _server, sections));

    /// <summary>What the action comes to.</summary>
    public string CarryOut(string action)
    {
        _driver.StandardInput.WriteLine(action);
        _driver.StandardInput.Flush();
        var answer = _driver.StandardOutput.ReadLine();
        return answer is null
            ? throw new InvalidOperationException($"the driver has ended at <{action}>\n{_driver.StandardError.ReadToEnd()}\n{Log}")
            : JsonSerializer.Deserialize<string>(answer)!;
    }

    public void Dispose()
    {
        _driver.StandardInput.Close();
        End(_driver);
        // Its programs end with it.
        if (!_daemon.HasExited)
            Signals.Send(_daemon.Id, Signals.Terminate);
        End(_daemon);
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>The file of a socket is there a moment before anybody listens.</summary>
    private bool IsReachable()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(At("supervisor.sock")));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static void End(Process process)
    {
        if (!process.WaitForExit(Patience))
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    private static Process Start(string executable, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(executable, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = Path.GetTempPath(),
            Environment =
            {
                ["PYTHONUTF8"] = "1",
                ["HOME"] = "/nonexistent",
                ["COLUMNS"] = "80",
            },
        };
        // Set by the test runner for itself.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("DOTNET_", StringComparison.Ordinal)).ToArray())
        {
            if (name != "DOTNET_ROOT")
                start.Environment.Remove(name);
        }
        return Process.Start(start)!;
    }

    private string At(string name) => Path.Join(_directory, name);
}
