using System.Diagnostics;

namespace Supervisor.Packaging.Tests;

/// <summary>The files are read by the programs that they are for.</summary>
public sealed class ShellTests
{
    [SkippableTheory]
    [InlineData("bash", "-n", "completions/supervisord.bash")]
    [InlineData("bash", "-n", "completions/supervisorctl.bash")]
    [InlineData("zsh", "-n", "completions/_supervisord")]
    [InlineData("zsh", "-n", "completions/_supervisorctl")]
    [InlineData("fish", "-n", "completions/supervisord.fish")]
    [InlineData("fish", "-n", "completions/supervisorctl.fish")]
    [InlineData("sh", "-n", "sysv/supervisord")]
    [InlineData("groff", "-man -ww -z -Tutf8", "man/supervisord.8")]
    [InlineData("groff", "-man -ww -z -Tutf8", "man/supervisorctl.1")]
    [InlineData("groff", "-man -ww -z -Tutf8", "man/supervisor.toml.5")]
    public void Each_file_is_without_mistake(string program, string options, string file) =>
        Run(program, [.. options.Split(' '), PackagingDirectory.At("packaging", file)]).ShouldBe((0, "", ""));

    [SkippableFact]
    public void The_unit_is_taken_by_systemd()
    {
        var directory = Directory.CreateTempSubdirectory("unit-").FullName;
        try
        {
            var unit = File.ReadAllText(PackagingDirectory.At("packaging", "supervisord.service"));
            var copy = Path.Join(directory, "supervisord.service");
            // The executable has to be there.
            File.WriteAllText(copy, unit.Replace("/usr/local/bin/supervisord", "/bin/true", StringComparison.Ordinal));
            var (status, _, error) = Run("systemd-analyze", "verify", copy);
            error.Split('\n').Where(line => line.Contains("supervisord.service", StringComparison.Ordinal)).ShouldBeEmpty();
            status.ShouldBe(0, error);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [SkippableTheory]
    [InlineData("supervisord", "supervisord --log", "--logfile --logfile_maxbytes --logfile_backups --loglevel")]
    [InlineData("supervisord", "supervisord -e w", "warn")]
    [InlineData("supervisorctl", "supervisorctl -i sta", "start status")]
    [InlineData("supervisorctl", "supervisorctl -s http://x:1 st", "start status stop")]
    [InlineData("supervisorctl", "supervisorctl start ", "one two:a two:b all")]
    [InlineData("supervisorctl", "supervisorctl -c file stop tw", "two:a two:b")]
    [InlineData("supervisorctl", "supervisorctl signal US", "USR1 USR2")]
    [InlineData("supervisorctl", "supervisorctl signal USR1 o", "one")]
    [InlineData("supervisorctl", "supervisorctl update t", "two")]
    public void Bash_completes(string program, string line, string expected)
    {
        const string Client = """
            supervisorctl() {
                case $* in
                    *status) printf 'one   RUNNING   pid 1\ntwo:a STOPPED\ntwo:b STOPPED\n' ;;
                    *avail) printf 'one in use auto 999:999\ntwo:a in use auto 999:999\ntwo:b in use auto 999:999\n' ;;
                esac
            }
            """;
        var file = PackagingDirectory.At("packaging", "completions", program + ".bash");
        var script =
            $"{Client}\n. '{file}'\nread -ra COMP_WORDS <<< '{line}'\n"
            + $"[[ '{line}' == *' ' ]] && COMP_WORDS+=('')\nCOMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))\n_{program}\necho \"${{COMPREPLY[*]}}\"";
        Run("bash", "-c", script).ShouldBe((0, expected + "\n", ""));
    }

    private static (int Status, string Output, string Error) Run(string program, params string[] arguments)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(place => Path.Join(place, program));
        Skip.IfNot(path.Any(File.Exists), $"{program} is not installed");
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
