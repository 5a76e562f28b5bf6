using System.Diagnostics;
using Supervisorctl.Tests.Surroundings;

namespace Supervisorctl.Tests;

/// <summary>The program as it is started: options, files and exit statuses.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("program-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Help_and_version_are_printed()
    {
        Run("", "-h").Output.ShouldStartWith("supervisorctl -- control the programs");
        Run("", "--version").Output.ShouldMatch(@"^\d+\.\d+\.\d+\n$");
    }

    [Theory]
    [InlineData("Error: option -x not recognized\nFor help, use supervisorctl -h\n", "-x")]
    [InlineData("Error: could not find config file nope.toml\nFor help, use supervisorctl -h\n", "-c", "nope.toml", "status")]
    public void A_wrong_usage_is_two_lines(string errors, params string[] arguments)
    {
        var result = Run("", arguments);
        result.Errors.ShouldBe(errors);
        result.Status.ShouldBe(2);
    }

    [Fact]
    public void A_mistake_in_the_own_table_stops_it()
    {
        Write("[supervisorctl]\nserverurl = 1\n");
        var result = Run("", "status");
        result.Status.ShouldBe(2);
        result.Errors.ShouldStartWith("supervisor.toml:2:13: 'serverurl' in [supervisorctl] must be");
    }

    [Fact]
    public void The_server_of_the_file_is_asked_whatever_else_is_wrong_in_it()
    {
        using var server = FakeServer.OfRpc(_ => "<int>77</int>");
        Write($"[unix_http_server]\nfile = \"{server.Path}\"\n[program.x]\nnonsense = true\n");
        Run("", "pid").ShouldBe(("77\n", "", 0));
    }

    [Fact]
    public void Options_win_over_the_file()
    {
        using var server = FakeServer.OfRpc(_ => "<int>77</int>");
        Write("[supervisorctl]\nserverurl = \"unix:///nonexistent\"\nusername = \"a\"\npassword = \"b\"\n");
        Run("", "-s", server.Url, "-u", "Aladdin", "-p", "open sesame", "pid").Output.ShouldBe("77\n");
        server.Requests[0].Head.ShouldContain("Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n");
    }

    [Fact]
    public void A_file_without_a_server_leaves_what_needs_none()
    {
        Write("[supervisord]\npidfile = \"%(here)s/pid\"\n[program.x]\ncommand = \"x\"\n");
        Run("", "avail").ShouldBe(("x                                auto      999:999\n", "", 0));
        Run("", "status").Status.ShouldBe(3);
    }

    [Fact]
    public void A_shell_reads_lines_from_a_pipe_and_prints_its_prompt()
    {
        using var server = FakeServer.OfRpc(request =>
            request.RpcMethod == "getAllProcessInfo" ? "<array><data/></array>" : "<int>77</int>"
        );
        Write($"[supervisorctl]\nserverurl = \"{server.Url}\"\nprompt = \"p\"\n");
        Run("pid\nnope\n").ShouldBe(("p> 77\np> *** Unknown syntax: nope\np> \n", "", 0));
        Run("pid\n", "-i", "pid").ShouldBe(("77\np> 77\np> \n", "", 0));
        Run("", "status", "-i").Output.ShouldBe("-i: ERROR (no such process)\n");
    }

    [Fact]
    public void The_exit_status_is_that_of_the_action()
    {
        using var server = FakeServer.OfRpc(_ => FakeServer.Fault(70, "NOT_RUNNING"));
        Run("", "-s", server.Url, "signal HUP", "x").ShouldBe(("x: ERROR (not running)\n", "", 7));
    }

    [Fact]
    public void A_password_is_hashed_for_the_configuration()
    {
        var hash = Run("secret\n", "-s", "unix:///nonexistent", "hash-password").Output;
        Supervisor.Protocol.Passwords.StoredPassword.IsMatchedBy(hash.TrimEnd('\n'), "secret"u8).ShouldBeTrue();
    }

    private void Write(string content) => File.WriteAllText(Path.Combine(_directory, "supervisor.toml"), content);

    private (string Output, string Errors, int Status) Run(string input, params string[] arguments)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(host, [Path.Combine(AppContext.BaseDirectory, "supervisorctl.dll"), .. arguments])
        {
            WorkingDirectory = _directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (output, errors.Result, process.ExitCode);
    }
}
