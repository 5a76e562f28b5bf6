using System.Globalization;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests;

public sealed class RetryTests
{
    [Fact]
    public void A_crash_loop_backs_off_and_gives_up()
    {
        using var daemon = new SupervisordProcess(
            """
            [program.crash]
            command = ["sh", "-c", "echo last words of $$; exit 3"]
            startretries = 2
            """
        );
        daemon.StartDaemon();
        daemon.WaitForLog("INFO gave up: crash entered FATAL state, too many start retries too quickly");
        SupervisordProcess.Occurrences(daemon.Log, "WARN exited: crash (exit status 3; not expected)").ShouldBe(3);
        daemon.Log.ShouldContain("shorter than startsecs 1; attempt 2 of 3 in 1 s");
        daemon.Log.ShouldContain("attempt 3 of 3 in 2 s");
        daemon.Log.ShouldContain("no attempt is left");
        var log = Directory.GetFiles(daemon.Directory, "crash-stdout---supervisor-*").ShouldHaveSingleItem();
        File.ReadAllLines(log).ShouldBe(daemon.SpawnsOf("crash").Select(pid => $"last words of {pid}"));
        daemon.Stop();
    }

    [Fact]
    public void Autorestart_decides_about_expected_and_unexpected_exits()
    {
        const string Command = """command = ["sh", "-c", "exit $0", """;
        using var daemon = new SupervisordProcess(
            $"""
            [program.always]
            {Command} "0"]
            startsecs = 0
            autorestart = true
            [program.never]
            {Command} "1"]
            startsecs = 0
            autorestart = false
            [program.expected]
            {Command} "2"]
            startsecs = 0
            exitcodes = [0, 2]
            [program.unexpected]
            {Command} "5"]
            startsecs = 0
            """
        );
        daemon.StartDaemon();
        daemon.PidOf("always", spawn: 3);
        daemon.PidOf("unexpected", spawn: 3);
        daemon.Log.ShouldContain("INFO exited: expected (exit status 2; expected)");
        daemon.Log.ShouldContain("WARN exited: never (exit status 1; not expected)");
        daemon.SpawnsOf("expected").Length.ShouldBe(1);
        daemon.SpawnsOf("never").Length.ShouldBe(1);
        daemon.Stop();
    }

    [Fact]
    public void A_program_with_startsecs_0_is_started_once_a_second_at_most()
    {
        using var daemon = new SupervisordProcess("[program.quick]\ncommand = 'true'\nstartsecs = 0\nautorestart = true\n");
        daemon.StartDaemon();
        daemon.PidOf("quick", spawn: 4);
        var starts = daemon
            .Lines("supervisord.log")
            .Where(line => line.Contains("spawned: 'quick'", StringComparison.Ordinal))
            .Select(line => DateTime.ParseExact(line[..23], "yyyy-MM-dd HH:mm:ss,fff", CultureInfo.InvariantCulture))
            .ToArray();
        // No upper bound is asserted; the line is written a moment after the start itself, hence the tolerance below.
        (starts[3] - starts[0]).ShouldBeGreaterThan(TimeSpan.FromSeconds(2));
        daemon.Stop();
    }

    [Fact]
    public void A_killed_child_is_replaced()
    {
        using var daemon = new SupervisordProcess("[program.sleeper]\ncommand = 'sleep 1000'\n");
        daemon.StartDaemon();
        var first = daemon.PidOf("sleeper");
        daemon.WaitForLog("success: sleeper entered RUNNING state, process has stayed up for > than 1 seconds (startsecs)");
        Signals.Send(first, Signals.Kill);
        var second = daemon.PidOf("sleeper", spawn: 2);
        daemon.WaitForLog("WARN exited: sleeper (terminated by SIGKILL; not expected)");
        new ProcessView(first).IsGone.ShouldBeTrue();
        new ProcessView(second).IsLiving.ShouldBeTrue();
        daemon.Stop();
    }
}
