using Supervisor.EndToEnd.Tests.Surroundings;
using Supervisor.TestKit;

namespace Supervisor.EndToEnd.Tests;

/// <summary>A log in trouble is no trouble of any program, nor of the daemon.</summary>
public sealed class LogTroubleTests
{
    [SkippableFact]
    public void A_dead_file_system_holds_up_only_those_that_log_to_it()
    {
        using var daemon = new SupervisordProcess(
            """
            [program.stuck]
            command = ["sh", "-c", "while :; do echo stuck says a word; sleep 0.05; done"]
            stdout_logfile = "@/remote/stuck.log"
            [program.free]
            command = ["sh", "-c", "while :; do echo a word; sleep 0.05; done"]
            stdout_logfile = "@/free.log"
            """
        );
        Directory.CreateDirectory(daemon.At("remote"));
        daemon.StartDaemon();
        daemon.WaitForText("remote/stuck.log", "a word\n");
        using var dead = DeadFileSystem.TryMount(out var reason, daemon.At("remote"));
        Skip.If(dead is null, reason);
        daemon.Send(Signals.User2);
        daemon.WaitForLog("supervisord logreopen");

        var words = SupervisordProcess.Occurrences(daemon.Text("free.log"), "a word\n");
        daemon.WaitForText("free.log", "a word\n", times: words + 5);
        Signals.Send(daemon.PidOf("stuck"), Signals.Kill);
        daemon.WaitForLog("exited: stuck (terminated by SIGKILL; not expected)");
        daemon.PidOf("stuck", spawn: 2);
        Signals.Send(daemon.PidOf("free"), Signals.Kill);
        daemon.PidOf("free", spawn: 2);

        daemon.Stop();
        daemon.Log.ShouldContain("stopped: stuck (terminated by SIGTERM)");
        daemon.Log.ShouldContain("stopped: free (terminated by SIGTERM)");
    }

    [SkippableFact]
    public void A_full_disk_stops_no_program_and_its_logs_go_on_when_there_is_room()
    {
        using var daemon = new SupervisordProcess(
            """
            [program.noisy]
            command = "@/noisy"
            stdout_logfile = "@/disk/noisy.log"
            """
        );
        using var disk = SmallDisk.TryMount(daemon.At("disk"), out var reason);
        Skip.If(disk is null, reason);
        // More than the disk and the pipe take, and then a little at a time.
        daemon.Script("noisy", "seq 1 400000; while :; do echo still here | tee -a $0.beats; sleep 0.05; done");
        daemon.StartDaemon();
        daemon.WaitForLog($"cannot write log {disk.At("noisy.log")} of noisy: No space left on device (ENOSPC)");
        daemon.WaitForText("noisy.beats", "still here\n", times: 5);

        File.WriteAllText(disk.At("noisy.log"), "");
        daemon.WaitForLog($"log {disk.At("noisy.log")} of noisy can be written again after ");
        daemon.WaitForText("disk/noisy.log", "still here\n");
        daemon.SpawnsOf("noisy").ShouldHaveSingleItem();
        SupervisordProcess.Occurrences(daemon.Log, "cannot write log").ShouldBe(1);
        daemon.Stop();
    }

    [Fact]
    public void A_removed_log_directory_stops_no_program_and_its_logs_go_on_when_it_is_back()
    {
        using var daemon = new SupervisordProcess(
            """
            [program.talker]
            command = ["sh", "-c", "while :; do echo a word | tee -a @/beats; sleep 0.05; done"]
            stdout_logfile = "@/logs/talker.log"
            """
        );
        Directory.CreateDirectory(daemon.At("logs"));
        daemon.StartDaemon();
        daemon.WaitForText("logs/talker.log", "a word\n");
        Directory.Delete(daemon.At("logs"), recursive: true);
        daemon.WaitForLog($"cannot write log {daemon.At("logs/talker.log")} of talker: No such file or directory (ENOENT)");
        var beats = SupervisordProcess.Occurrences(daemon.Text("beats"), "a word\n");
        daemon.WaitForText("beats", "a word\n", times: beats + 5);
        Signals.Send(daemon.PidOf("talker"), Signals.Kill);
        daemon.PidOf("talker", spawn: 2);

        Directory.CreateDirectory(daemon.At("logs"));
        daemon.WaitForLog($"log {daemon.At("logs/talker.log")} of talker can be written again after ");
        daemon.WaitForText("logs/talker.log", "a word\n");
        daemon.Stop();
    }
}
