using System.Diagnostics;

namespace Supervisor.Packaging.Tests;

/// <summary>The unit for systemd.</summary>
public sealed class ServiceUnitTests
{
    private static readonly string Unit = File.ReadAllText(PackagingDirectory.At("packaging", "supervisord.service"));

    /// <summary>The programs are the daemon's to stop, and outlive it when it is lost.</summary>
    [Theory]
    [InlineData("Type=notify")]
    [InlineData("NotifyAccess=all")]
    [InlineData("KillMode=process")]
    [InlineData("OOMPolicy=continue")]
    [InlineData("Delegate=yes")]
    [InlineData("ExecReload=/bin/kill -HUP $MAINPID")]
    public void What_the_daemon_stands_on_is_in_it(string line) => Unit.Split('\n').ShouldContain(line);

    [SkippableFact]
    public void Systemd_has_nothing_to_say_about_it()
    {
        const string Analyze = "/usr/bin/systemd-analyze";
        Skip.IfNot(File.Exists(Analyze), "systemd-analyze is not installed");
        var directory = Directory.CreateTempSubdirectory("unit-");
        try
        {
            var path = Path.Join(directory.FullName, "supervisord.service");
            // It looks for the programs too.
            File.WriteAllText(path, Unit.Replace("/usr/local/bin/supervisord", "/bin/true", StringComparison.Ordinal));
            var start = new ProcessStartInfo(Analyze, ["verify", "--man=no", path])
            {
                RedirectStandardError = true,
                UseShellExecute = false,
            };
            using var analyze = Process.Start(start)!;
            var said = analyze.StandardError.ReadToEnd();
            analyze.WaitForExit();
            said.Split('\n').ShouldNotContain(line => line.Contains("supervisord.service", StringComparison.Ordinal), said);
            analyze.ExitCode.ShouldBe(0, said);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
