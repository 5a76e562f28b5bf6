using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests;

public sealed class SpawnFailureTests
{
    [Fact]
    public void Every_kind_of_failure_has_its_text()
    {
        using var daemon = new SupervisordProcess(
            """
            [program.missing]
            command = "no-such-command-anywhere"
            startretries = 0
            [program.missingpath]
            command = "@/no/such/file"
            startretries = 0
            [program.folder]
            command = "@"
            startretries = 0
            [program.unparsable]
            command = "sleep 'never closed"
            startretries = 0
            [program.plain]
            command = "@/plain"
            startretries = 0
            [program.formless]
            command = "@/formless"
            startretries = 0
            stderr_logfile = "@/formless.err"
            [program.astray]
            command = "sleep 1000"
            directory = "@/gone"
            startretries = 0
            stderr_logfile = "@/astray.err"
            [program.healthy]
            command = "sleep 1000"
            """
        );
        File.WriteAllText(daemon.At("plain"), "not executable");
        File.WriteAllText(daemon.At("formless"), "no format that the kernel knows");
        File.SetUnixFileMode(daemon.At("formless"), (UnixFileMode)0x1ed);
        daemon.StartDaemon().ShouldContain("No closing quotation; it will not start");
        daemon.WaitForLog("entered FATAL state", times: 7);
        daemon.Log.ShouldContain("spawnerr: can't find command 'no-such-command-anywhere'");
        daemon.Log.ShouldContain($"spawnerr: can't find command '{daemon.At("no/such/file")}'");
        daemon.Log.ShouldContain($"spawnerr: command at '{daemon.Directory}' is a directory");
        daemon.Log.ShouldContain("spawnerr: can't parse command \"sleep 'never closed\": No closing quotation");
        daemon.Log.ShouldContain($"spawnerr: command at '{daemon.At("plain")}' is not executable");
        daemon.WaitForText(
            "formless.err",
            $"supervisor: couldn't exec {daemon.At("formless")}: ENOEXEC\nsupervisor: child process was not spawned\n"
        );
        daemon.WaitForText(
            "astray.err",
            $"supervisor: couldn't chdir to {daemon.At("gone")}: ENOENT\nsupervisor: child process was not spawned\n"
        );
        daemon.View.Children().ShouldHaveSingleItem().ProcessId.ShouldBe(daemon.PidOf("healthy"));
        daemon.Stop();
    }
}
