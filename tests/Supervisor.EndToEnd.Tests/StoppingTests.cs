using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests;

public sealed class StoppingTests
{
    private const string Obedient = """
        #!/bin/sh
        trap 'echo "$1 ended" >> @/order; exit 0' TERM
        echo "$1 ready" >> @/order
        while :; do sleep 0.05; done
        """;

    [Fact]
    public void Levels_of_priority_stop_one_after_another_the_highest_first()
    {
        using var daemon = new SupervisordProcess(
            """
            [program.first]
            command = "@/obedient first"
            priority = 10
            [program.second]
            command = "@/obedient second"
            priority = 20
            numprocs = 2
            process_name = "%(program_name)s_%(process_num)d"
            [program.third]
            command = "@/obedient third"
            priority = 30
            [group.low]
            programs = ["one", "two"]
            priority = 5
            [program.one]
            command = "@/obedient one"
            priority = 1
            [program.two]
            command = "@/obedient two"
            priority = 2
            """
        );
        daemon.Script("obedient", Obedient.Replace("@", daemon.Directory, StringComparison.Ordinal));
        daemon.StartDaemon();
        daemon.WaitForText("order", "ready", times: 6);
        daemon.Stop();
        daemon
            .Lines("order")
            .Where(line => line.EndsWith("ended", StringComparison.Ordinal))
            .ShouldBe(["third ended", "second ended", "second ended", "first ended", "two ended", "one ended"]);
        daemon.Log.ShouldContain("INFO stopped: third (exit status 0)");
    }

    [Fact]
    public void A_child_that_ignores_the_stop_signal_is_killed_and_a_repeated_SIGTERM_only_says_what_is_awaited()
    {
        using var daemon = new SupervisordProcess(
            """
            [program.stubborn]
            command = ["sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done"]
            stopwaitsecs = 3
            killasgroup = true
            stdout_logfile = "@/out"
            """
        );
        daemon.StartDaemon();
        daemon.WaitForText("out", "ready");
        var child = new ProcessView(daemon.PidOf("stubborn"));
        daemon.Send(Signals.Terminate);
        daemon.WaitForLog("received SIGTERM indicating exit request");
        daemon.Send(Signals.Terminate);
        daemon.WaitForLog("received SIGTERM again, still waiting for stubborn");
        daemon.Log.ShouldNotContain("with SIGKILL");
        child.IsLiving.ShouldBeTrue();
        daemon.Send(Signals.Hangup);
        daemon.WaitForLog("ignored SIGHUP");
        daemon.WaitForEnd();
        daemon.Log.ShouldContain($"WARN killing 'stubborn' ({child.ProcessId}) with SIGKILL");
        daemon.Log.ShouldContain("WARN stopped: stubborn (terminated by SIGKILL)");
        File.Exists(daemon.PidFile).ShouldBeFalse();
    }

    [Fact]
    public void The_stop_signal_of_the_configuration_is_sent()
    {
        using var daemon = new SupervisordProcess(
            """
            [program.particular]
            command = ["sh", "-c", "trap 'echo got USR1; exit 0' USR1; trap '' TERM; echo ready; while :; do sleep 0.05; done"]
            stopsignal = "USR1"
            stopwaitsecs = 60
            stdout_logfile = "@/out"
            """
        );
        daemon.StartDaemon();
        daemon.WaitForText("out", "ready");
        daemon.Stop();
        daemon.Text("out").ShouldBe("ready\ngot USR1\n");
    }

    [Fact]
    public void A_group_gets_its_time_and_none_of_it_survives()
    {
        using var daemon = new SupervisordProcess(
            """
            [program.family]
            command = "@/family"
            stopasgroup = true
            stopwaitsecs = 4
            stdout_logfile = "@/out"
            """
        );
        var stubborn = daemon.Script("stubborn", "trap '' TERM; echo stubborn $$; while :; do sleep 0.2; done");
        var graceful = daemon.Script(
            "graceful",
            "trap 'sleep 1; echo graceful done; exit 0' TERM; echo graceful $$; while :; do sleep 0.05; done"
        );
        daemon.Script("family", $"{stubborn} & {graceful} & trap 'exit 0' TERM; echo ready; while :; do sleep 0.05; done");
        daemon.StartDaemon();
        daemon.WaitForText("out", "stubborn ");
        daemon.WaitForText("out", "graceful ");
        daemon.WaitForText("out", "ready");
        daemon.Stop();
        daemon.Text("out").ShouldContain("graceful done");
    }

    [Fact]
    public void Killasgroup_takes_grandchildren_that_never_got_a_stop_signal()
    {
        using var daemon = new SupervisordProcess(
            """
            [program.family]
            command = ["sh", "-c", "sleep 1000 & sleep 1001 & echo ready; wait"]
            killasgroup = true
            stopwaitsecs = 1
            stdout_logfile = "@/out"
            """
        );
        daemon.StartDaemon();
        daemon.WaitForText("out", "ready");
        daemon.Stop();
    }

    [Fact]
    public void A_program_that_waits_for_its_next_attempt_does_not_hold_up_the_end()
    {
        using var daemon = new SupervisordProcess(
            """
            [program.crash]
            command = "false"
            startretries = "infinite"
            backoff = "constant"
            backoff_initial = 1000
            """
        );
        daemon.StartDaemon();
        daemon.WaitForLog("attempt 2 in ");
        daemon.Stop();
        daemon.SpawnsOf("crash").Length.ShouldBe(1);
    }
}
