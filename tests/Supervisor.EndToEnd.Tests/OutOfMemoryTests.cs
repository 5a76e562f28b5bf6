using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests;

/// <summary>Who is ended first when memory is short (proc_pid_oom_score_adj(5)).</summary>
public sealed class OutOfMemoryTests
{
    private const string Programs = """
        [unix_http_server]
        file = '@/s.sock'
        [program.usual]
        command = 'sleep 1000'
        [program.expendable]
        command = 'sleep 1000'
        oom_score_adj = 500

        """;

    /// <summary>Back to 0 is allowed to root even in a container that may not go lower.</summary>
    [SkippableFact]
    public void The_roles_are_as_safe_as_they_may_be_and_their_children_as_the_daemon_was_started()
    {
        Host.NeedsRoot();
        using var daemon = new SupervisordProcess(Programs);
        StartWith(daemon, 100);
        daemon.Launched.OutOfMemoryScore.ShouldBeLessThanOrEqualTo(0);
        daemon.View.OutOfMemoryScore.ShouldBeLessThanOrEqualTo(0);
        new ProcessView(daemon.PidOf("usual")).OutOfMemoryScore.ShouldBe(100);
        new ProcessView(daemon.PidOf("expendable")).OutOfMemoryScore.ShouldBe(500);
        using var caller = new HttpCaller(daemon.At("s.sock"));
        caller.Call("supervisor.getState").ShouldBe("1");
        daemon
            .View.Children()
            .Single(child => child.CommandLine.EndsWith(" --gateway", StringComparison.Ordinal))
            .OutOfMemoryScore.ShouldBe(100);
        daemon.Stop();
    }

    [SkippableFact]
    public void A_daemon_that_gives_up_root_stays_as_it_was_started_and_so_do_its_programs()
    {
        Host.NeedsRoot();
        Host.NeedsUser("nobody");
        using var daemon = new SupervisordProcess("[program.usual]\ncommand = 'sleep 1000'", "user = 'nobody'");
        File.SetUnixFileMode(daemon.Directory, (UnixFileMode)0x1ff);
        StartWith(daemon, 100);
        daemon.View.OutOfMemoryScore.ShouldBe(100);
        new ProcessView(daemon.PidOf("usual")).OutOfMemoryScore.ShouldBe(100);
        daemon.Stop();
    }

    [Fact]
    public void A_value_that_changes_restarts_that_program_alone()
    {
        using var daemon = new SupervisordProcess(Programs);
        daemon.StartDaemon();
        var usual = daemon.PidOf("usual");
        daemon.PidOf("expendable");
        daemon.Configure(Programs.Replace("500", "600", StringComparison.Ordinal));
        daemon.Reload();
        new ProcessView(daemon.PidOf("expendable", spawn: 2)).OutOfMemoryScore.ShouldBe(600);
        daemon.SpawnsOf("usual").ShouldBe([usual]);
        daemon.Stop();
    }

    private static void StartWith(SupervisordProcess daemon, int score) =>
        daemon.StartDaemon("sh", "-c", $"echo {score} >/proc/self/oom_score_adj && exec \"$@\"", "sh");
}
