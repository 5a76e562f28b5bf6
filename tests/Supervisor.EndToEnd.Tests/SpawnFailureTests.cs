using Supervisor.EndToEnd.Tests.Surroundings;
using Supervisor.TestKit;

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

    [SkippableFact]
    public void An_unprivileged_daemon_says_that_it_cannot_change_the_user()
    {
        Host.NeedsRoot();
        Host.NeedsUser("nobody");
        Host.NeedsUser("daemon");
        using var daemon = new SupervisordProcess(
            """
            [program.other]
            command = "sleep 1000"
            user = "daemon"
            startretries = 0
            redirect_stderr = true
            stdout_logfile = "@/other.log"
            """,
            "user = 'nobody'"
        );
        Command.Run(["chown", "nobody", daemon.Directory]).ExitStatus.ShouldBe(0);
        daemon.StartDaemon();
        daemon.WaitForLog("gave up: other entered FATAL state");
        daemon.WaitForText("other.log", "supervisor: couldn't setuid to ");
        daemon.Text("other.log").ShouldEndWith(": Can't drop privilege as nonroot user\nsupervisor: child process was not spawned\n");
        daemon.Stop();
    }

    [SkippableFact]
    public void A_program_that_hangs_in_its_start_holds_up_no_other_and_no_stop()
    {
        using var dead = DeadFileSystem.TryMount(out var reason);
        Skip.If(dead is null, reason);
        using var daemon = new SupervisordProcess(
            $"""
            [program.hanging]
            command = "sleep 1000"
            directory = "{dead.Directory}/anywhere"
            stopwaitsecs = 1
            [program.healthy]
            command = "sleep 1000"
            """
        );
        daemon.StartDaemon();
        daemon.WaitForLog("success: healthy entered RUNNING state");
        daemon.WaitForLog("the start of hanging (sleep 1000) has been hanging for ");
        var healthy = daemon.PidOf("healthy");
        Signals.Send(healthy, Signals.Kill);
        daemon.PidOf("healthy", spawn: 2);
        daemon.Stop();
    }
}
