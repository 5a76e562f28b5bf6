using System.Globalization;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Recovery;

/// <summary>A daemon of the old kind, written in C, through deaths of the master, an upgrade and a stop.</summary>
public sealed class ForkingRecoveryTests
{
    /// <summary>
    /// Forks twice with a session between, lets go of all that it was given, locks its pid file and logs by syslog. Where files of these
    /// names lie beside it, the launching process waits before it forks, and the main one before it says who it is.
    /// </summary>
    private const string Classic = """
        #include <fcntl.h>
        #include <signal.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/file.h>
        #include <syslog.h>
        #include <unistd.h>

        static const char *pid_file;

        static void end(int number) { unlink(pid_file); _exit(0); }

        static void wait_while(const char *suffix)
        {
            char path[4096];
            snprintf(path, sizeof path, "%s.%s", pid_file, suffix);
            while (access(path, F_OK) == 0)
                usleep(20000);
        }

        int main(int count, char **words)
        {
            pid_file = words[1];
            wait_while("before");
            if (fork())
                _exit(0);
            setsid();
            if (fork())
                _exit(0);
            int null = open("/dev/null", O_RDWR);
            for (int number = 0; number < 3; number++)
                dup2(null, number);
            wait_while("after");
            int file = open(pid_file, O_RDWR | O_CREAT, 0644);
            struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
            openlog("classic", LOG_PID, LOG_DAEMON);
            if (file < 0 || fcntl(file, F_SETLK, &lock) < 0)
            {
                syslog(LOG_ERR, "another one runs");
                _exit(1);
            }
            signal(SIGTERM, end);
            char text[32];
            int length = snprintf(text, sizeof text, "%d\n", (int)getpid());
            if (ftruncate(file, 0) < 0 || write(file, text, length) != length)
                _exit(1);
            syslog(LOG_NOTICE, "ready");
            for (;;)
                pause();
        }
        """;

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_is_supervised_through_crash_upgrade_and_stop(bool controlGroups)
    {
        using var daemon = Start(controlGroups);
        var first = MainOf(daemon, 1);
        daemon.AwaitState("classic", "RUNNING").ProcessId.ShouldBe(first);
        daemon.KillMaster();
        daemon.AwaitState("classic", "RUNNING").ProcessId.ShouldBe(first);
        Signals.Send(daemon.Keeper, Signals.User1);
        daemon.Process.WaitForLog("upgraded: supervisord");
        daemon.AwaitState("classic", "RUNNING").ProcessId.ShouldBe(first);
        Signals.Send(first, Signals.Kill);
        var second = MainOf(daemon, 2);
        second.ShouldNotBe(first);
        daemon.AwaitState("classic", "RUNNING").ProcessId.ShouldBe(second);
        daemon.KillBoth();
        daemon.StartAgain();
        daemon.AwaitState("classic", "RUNNING").ProcessId.ShouldBe(second);
        daemon.TryCall("supervisor.stopProcess", "classic").ShouldBe("1");
        new ProcessView(second).IsLiving.ShouldBeFalse();
        File.Exists(daemon.Process.At("classic.pid")).ShouldBeFalse();
        daemon.Process.Stop();
    }

    [SkippableTheory]
    [InlineData("before", true)]
    [InlineData("before", false)]
    [InlineData("after", true)]
    [InlineData("after", false)]
    public void A_start_that_was_under_way_goes_on_and_is_no_second_one(string waits, bool controlGroups)
    {
        using var daemon = Start(controlGroups, waits);
        AwaitUnderWay(daemon, waits);
        for (var kill = 1; kill <= 2; kill++)
        {
            daemon.KillMaster();
            daemon.Process.WaitForLog("its start goes on, its main process is still to be found", kill);
        }
        File.Delete(daemon.Process.At("classic.pid." + waits));
        var main = MainOf(daemon, 1);
        daemon.AwaitState("classic", "RUNNING").ProcessId.ShouldBe(main);
        daemon.PidsOf("/classic ").ShouldBe([main]);
        daemon.Process.SpawnsOf("classic").Length.ShouldBeLessThanOrEqualTo(1);
        daemon.Process.Stop();
        new ProcessView(main).IsLiving.ShouldBeFalse();
    }

    [SkippableTheory]
    [InlineData("before")]
    [InlineData("after")]
    public void A_stop_of_a_start_that_was_under_way_leaves_nothing(string waits)
    {
        using var daemon = Start(controlGroups: false, waits);
        AwaitUnderWay(daemon, waits);
        daemon.KillMaster();
        daemon.Process.WaitForLog("its start goes on, its main process is still to be found");
        daemon.TryCall("supervisor.stopProcess", "classic").ShouldBe("1");
        Until.IsTrue(() => daemon.PidsOf("/classic ").Count == 0, "nothing is left", () => daemon.Process.Log);
        daemon.Process.Stop();
    }

    /// <summary>
    /// It has a session of its own by then, has let go of its descriptors, and has fallen to pid 1: without control groups root's is known by
    /// its pid file alone.
    /// </summary>
    [SkippableTheory]
    [InlineData("before", true)]
    [InlineData("before", false)]
    [InlineData("after", true)]
    [InlineData("after", false)]
    public void A_start_that_was_under_way_when_both_died_goes_on_and_is_no_second_one(string waits, bool controlGroups)
    {
        using var daemon = Start(controlGroups, waits);
        AwaitUnderWay(daemon, waits);
        daemon.KillBoth();
        daemon.StartAgain();
        daemon.Process.WaitForLog("its start goes on, its main process is still to be found");
        File.Delete(daemon.Process.At("classic.pid." + waits));
        var main = MainOf(daemon, 1);
        daemon.AwaitState("classic", "RUNNING").ProcessId.ShouldBe(main);
        daemon.PidsOf("/classic ").ShouldBe([main]);
        daemon.TryCall("supervisor.stopProcess", "classic").ShouldBe("1");
        new ProcessView(main).IsLiving.ShouldBeFalse();
        daemon.Process.Stop();
    }

    [Fact]
    public void Without_a_pid_file_a_start_goes_on_too()
    {
        using var daemon = new RecoveryDaemon(
            """
            [program.script]
            command = ["sh", "-c", "while [ -e @/hold ]; do sleep 0.05; done; sleep 1000 &"]
            type = "forking"
            """
        );
        var hold = daemon.Process.At("hold");
        File.WriteAllText(hold, "");
        daemon.Start();
        Until.IsTrue(() => daemon.PidsOf("while [ -e").Count == 1, "the launching process waits");
        daemon.KillMaster();
        daemon.Process.WaitForLog("its start goes on, its main process is still to be found");
        File.Delete(hold);
        var main = MainOf(daemon, 1, "script");
        daemon.AwaitState("script", "RUNNING").ProcessId.ShouldBe(main);
        daemon.Process.SpawnsOf("script").Length.ShouldBeLessThanOrEqualTo(1);
        daemon.Process.Stop();
    }

    /// <summary>As scripts do it: what they leave behind stays in their process group.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_script_has_put_into_the_background_is_known_by_its_group_when_both_died(bool afterwards)
    {
        using var daemon = new RecoveryDaemon(
            """
            [program.script]
            command = ["sh", "-c", "while [ -e @/hold ]; do sleep 0.05; done; sleep 1000 & while [ -e @/hold2 ]; do sleep 0.05; done"]
            type = "forking"
            """,
            "control_groups = false"
        );
        var hold = daemon.Process.At(afterwards ? "hold2" : "hold");
        File.WriteAllText(hold, "");
        daemon.Start();
        Until.IsTrue(() => daemon.PidsOf("hold2").Count == 1 && (!afterwards || daemon.PidsOf("sleep 1000").Count > 1), "it is under way");
        daemon.KillBoth();
        if (afterwards)
        {
            // The launching process ends while nobody watches.
            File.Delete(hold);
            Until.IsTrue(() => daemon.PidsOf("hold2").Count == 0, "the launching process has ended");
        }
        daemon.StartAgain();
        daemon.Process.WaitForLog("its start goes on, its main process is still to be found");
        File.Delete(hold);
        var main = MainOf(daemon, 1, "script");
        daemon.AwaitState("script", "RUNNING").ProcessId.ShouldBe(main);
        daemon.PidsOf("sleep 1000").ShouldBe([main]);
        daemon.Process.Stop();
        new ProcessView(main).IsLiving.ShouldBeFalse();
    }

    /// <summary>The launching process is there, or is gone and has left the main one.</summary>
    private static void AwaitUnderWay(RecoveryDaemon daemon, string waits) =>
        Until.IsTrue(
            () => daemon.PidsOf("/classic ").Count == 1 && (waits == "before" || LauncherIsGone(daemon)),
            "one process waits",
            () => daemon.Process.Log
        );

    private static RecoveryDaemon Start(bool controlGroups, string waits = "")
    {
        var daemon = new RecoveryDaemon(
            """
            [program.classic]
            command = ["@/classic", "@/classic.pid"]
            type = "forking"
            pidfile = "@/classic.pid"
            """,
            $"control_groups = {(controlGroups ? "true" : "false")}"
        );
        if (waits.Length > 0)
            File.WriteAllText(daemon.Process.At("classic.pid." + waits), "");
        try
        {
            _ = CompiledProgram.Make(daemon.Process.Directory, "classic", Classic);
        }
        catch
        {
            daemon.Dispose();
            throw;
        }
        daemon.Start();
        return daemon;
    }

    /// <summary>The spawner has answered, and the one that is left is not what it has made.</summary>
    private static bool LauncherIsGone(RecoveryDaemon daemon) =>
        daemon.Process.SpawnsOf("classic") is [var launcher, ..] && daemon.PidsOf("/classic ") is [var left] && left != launcher;

    private static int MainOf(RecoveryDaemon daemon, int start, string name = "classic")
    {
        var marker = $"INFO {name}: the main process is pid ";
        daemon.Process.WaitForLog(marker, start);
        var line = daemon.Process.Log.Split(marker)[start];
        return int.Parse(line[..line.IndexOf(' ', StringComparison.Ordinal)], CultureInfo.InvariantCulture);
    }
}
