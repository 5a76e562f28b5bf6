using System.Globalization;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Abuse;

/// <summary>A master that cannot open anything goes on, and serves again when it can.</summary>
public sealed class DescriptorShortageTests
{
    private const string Enough = "1024";

    [SkippableFact]
    public void A_connection_waits_until_there_are_descriptors_for_a_gateway()
    {
        Host.Needs("prlimit");
        using var daemon = new ServedDaemon();
        Limit(daemon, UsedUp(daemon));
        using var waiting = daemon.Connect();
        waiting.Send(Calls.Post("supervisor.getState"));
        daemon.Process.WaitForLog("the gateway cannot be started: ", times: 3);
        daemon.Process.Log.ShouldContain("raise the daemon's limit of open files");
        daemon.ShouldBeUntouched();
        waiting.IsSilent.ShouldBeTrue();
        Limit(daemon, Enough);
        waiting.TakeAnswer().ShouldContain("<string>RUNNING</string>");
        daemon.ShouldAnswer();
        daemon.ShouldBeUntouched();
    }

    /// <summary>With descriptors for some of what a gateway or a program needs: one for each number between none and all.</summary>
    [SkippableFact]
    public void However_many_are_left_the_daemon_goes_on()
    {
        const int MoreThanItNeeds = 12;
        Host.Needs("prlimit");
        const string Restarted =
            "[program.restarted]\ncommand = 'sleep 1000'\nstop_scope = 'tree'\nstartsecs = 0\nstartretries = 'infinite'\nbackoff_initial = '50ms'\nbackoff_max = '100ms'\n";
        using var daemon = new ServedDaemon(gateway: "idle_timeout = '50ms'", programs: Restarted);
        daemon.Process.PidOf("restarted");
        for (var left = 0; left < MoreThanItNeeds; left++)
        {
            Until.IsTrue(() => daemon.Gateways.Count == 0, "the gateway has left", () => daemon.Process.Log);
            // Numbers below the highest may be free, and the limit is one of numbers.
            var highest = daemon.Process.View.Descriptors().Keys.Max();
            Limit(daemon, (highest + 1 + left).ToString(CultureInfo.InvariantCulture));
            using var caller = daemon.Connect();
            caller.Send(Calls.Post("supervisor.getState"));
            var restarted = daemon.Process.SpawnsOf("restarted");
            Signals.Send(restarted[^1], Signals.Kill);
            Thread.Sleep(TimeSpan.FromMilliseconds(100));
            Limit(daemon, Enough);
            caller.TakeAnswer().ShouldContain("<string>RUNNING</string>");
            daemon.Process.PidOf("restarted", restarted.Length + 1);
        }
        daemon.ShouldBeUntouched();
    }

    /// <summary>Near the size of a log it takes a pipe to look where a line ends.</summary>
    [SkippableFact]
    public void A_log_that_is_to_be_rotated_waits_too()
    {
        const string Rotated = """
            [program.rotated]
            command = '@/rotated'
            directory = '@'
            stdout_logfile = '@/rotated.log'
            stdout_logfile_maxbytes = 100_000

            """;
        const string Script = """
            while [ ! -e go ]; do sleep 0.05; done
            seq 1 30000
            while [ ! -e on ]; do sleep 0.05; done
            echo "the last line"
            exec sleep 1000
            """;
        Host.Needs("prlimit");
        using var daemon = new ServedDaemon(programs: Rotated, script: ("rotated", Script));
        Limit(daemon, UsedUp(daemon));
        File.WriteAllText(daemon.Process.At("go"), "");
        daemon.Process.WaitForLog($"cannot write log {daemon.Process.At("rotated.log")} of rotated: Too many open files");
        daemon.ShouldBeUntouched();
        Limit(daemon, Enough);
        daemon.Process.WaitForLog($"log {daemon.Process.At("rotated.log")} of rotated can be written again");
        File.WriteAllText(daemon.Process.At("on"), "");
        daemon.Process.WaitForText("rotated.log", "the last line\n");
        daemon.ShouldBeUntouched();
    }

    /// <summary>The runtime opens a pipe for each thread, so none can be started for what waits for files.</summary>
    [SkippableFact]
    public void A_reload_a_log_for_a_client_and_a_search_for_orphans_are_refused_and_work_again()
    {
        const string Program = "[program.searched]\ncommand = 'sleep 1000'\nstop_scope = 'tree'\nstartsecs = 0\nautorestart = true\n";
        Host.Needs("prlimit");
        using var daemon = new ServedDaemon(programs: Program);
        daemon.ShouldAnswer();
        var searched = daemon.Process.PidOf("searched");
        var readLog = Calls.Post("supervisor.readLog", "<int>0</int>", "<int>0</int>");
        using var caller = daemon.Connect();

        Limit(daemon, UsedUp(daemon));
        daemon.Process.Send(Signals.Hangup);
        daemon.Process.WaitForLog("the configuration cannot be read: no thread can be started");
        caller.Send(readLog);
        caller.TakeAnswer().ShouldContain("<fault>");
        Signals.Send(searched, Signals.Kill);
        daemon.Process.WaitForLog("exited: searched (terminated by SIGKILL; not expected)");
        caller.Send(Calls.Post("supervisor.getState"));
        caller.TakeAnswer().ShouldContain("<string>RUNNING</string>");

        Limit(daemon, Enough);
        daemon.Process.PidOf("searched", spawn: 2);
        daemon.Process.Reload();
        caller.Send(readLog);
        caller.TakeAnswer().ShouldContain("supervisord started with pid");
        daemon.ShouldBeUntouched();
    }

    /// <summary>No number is free: the lowest that is not used is the limit.</summary>
    private static string UsedUp(ServedDaemon daemon)
    {
        var used = daemon.Process.View.Descriptors();
        return Enumerable.Range(0, used.Count + 1).First(number => !used.ContainsKey(number)).ToString(CultureInfo.InvariantCulture);
    }

    private static void Limit(ServedDaemon daemon, string count) =>
        Command
            .Run(["prlimit", "--pid", daemon.Process.View.ProcessId.ToString(CultureInfo.InvariantCulture), $"--nofile={count}:"])
            .ExitStatus.ShouldBe(0);
}
