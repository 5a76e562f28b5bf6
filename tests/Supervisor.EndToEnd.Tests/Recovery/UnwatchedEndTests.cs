using System.Globalization;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Recovery;

/// <summary>Programs that end while there is no master.</summary>
public sealed class UnwatchedEndTests
{
    /// <summary>Each ends, in its first run, within milliseconds of the master's death.</summary>
    private const string Programs = """
        [program.zero]
        command = ["@/ender", "zero", "exit 0"]
        autorestart = "unexpected"

        [program.three]
        command = ["@/ender", "three", "exit 3"]
        autorestart = "unexpected"

        [program.expected]
        command = ["@/ender", "expected", "exit 4"]
        autorestart = "unexpected"
        exitcodes = [4]

        [program.killed]
        command = ["@/ender", "killed", "kill -KILL $$"]
        autorestart = false

        [program.early]
        command = ["@/ender", "early", "exit 5"]
        startsecs = 1000
        startretries = 0

        [program.tried]
        command = ["@/ender", "tried", "exit 6"]
        startsecs = 2
        startretries = 3

        """;

    private const string Body = """
        if [ ! -e "$(dirname $0)/ran.$1" ]; then
          : > "$(dirname $0)/ran.$1"
          until master=$(cat "$(dirname $0)/master" 2>/dev/null) && [ -n "$master" ]; do sleep 0.01; done
          while kill -0 $master 2>/dev/null; do sleep 0.01; done
          eval "$2"
        fi
        exec sleep 1000
        """;

    [Fact]
    public void The_true_exit_status_is_shown_and_the_retry_policy_goes_on()
    {
        using var daemon = new RecoveryDaemon(Programs);
        daemon.Process.Script("ender", Body);
        daemon.Start();
        foreach (var name in new[] { "zero", "three", "expected", "killed" })
            daemon.AwaitState(name, "RUNNING");
        NameMaster(daemon);
        daemon.KillMaster();
        CheckEnds(daemon);
        daemon.Process.Stop();
    }

    /// <summary>They are children of the keeper then, who keeps their statuses through masters that come and go.</summary>
    [Fact]
    public void So_it_is_when_several_masters_die_in_a_row_before_one_takes_over()
    {
        using var daemon = new RecoveryDaemon(Programs);
        daemon.Process.Script("ender", Body);
        daemon.Start();
        foreach (var name in new[] { "zero", "three", "expected", "killed" })
            daemon.AwaitState(name, "RUNNING");
        daemon.KillMaster();
        daemon.AwaitAnswers();
        NameMaster(daemon);
        for (var kill = 0; kill < 3; kill++)
        {
            daemon.KillMaster();
            Thread.Sleep(daemon.Random.Next(100));
        }
        CheckEnds(daemon);
        daemon.Process.Stop();
    }

    private static void NameMaster(RecoveryDaemon daemon)
    {
        File.WriteAllText(daemon.Process.At("master.new"), daemon.Master().ToString(CultureInfo.InvariantCulture));
        File.Move(daemon.Process.At("master.new"), daemon.Process.At("master"));
    }

    private static void CheckEnds(RecoveryDaemon daemon)
    {
        var zero = daemon.AwaitState("zero", "EXITED");
        (zero.ExitStatus, zero.LastExit).ShouldBe((0, "exit status 0"));
        var expected = daemon.AwaitState("expected", "EXITED");
        (expected.ExitStatus, expected.LastExit).ShouldBe((4, "exit status 4"));
        daemon.AwaitState("killed", "EXITED").LastExit.ShouldBe("terminated by SIGKILL");
        daemon.AwaitState("early", "FATAL").LastExit.ShouldBe("exit status 5");
        // Its second run lives.
        daemon.Await("three", report => report is { State: "RUNNING", Restarts: > 0 }, "runs again").LastExit.ShouldBe("exit status 3");
        daemon.AwaitState("tried", "RUNNING").LastExit.ShouldBe("exit status 6");
        foreach (var name in new[] { "three", "tried" })
            daemon.PidsOf($"sleep 1000").ShouldContain(daemon.Report(name).ProcessId);
        daemon.PidsOf("sleep 1000").Count.ShouldBe(2, daemon.Process.Log);
    }
}
