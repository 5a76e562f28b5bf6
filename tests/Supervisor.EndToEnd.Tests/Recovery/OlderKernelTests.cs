using System.Globalization;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Recovery;

/// <summary>Kernels without pidfds, or with pidfds that tell less: what lives is taken over all the same, and stopped like others.</summary>
public sealed class OlderKernelTests
{
    /// <summary>The first numbers its lines until it is to stop; the others end when they are told to, each with a status of its own.</summary>
    private const string Programs = """
        [program.writer]
        command = ["sh", "-c", "i=0; until [ -e @/stop ]; do i=$((i+1)); echo $i; sleep 0.02; done"]
        stdout_logfile = "@/writer.log"
        autorestart = false

        [program.seven]
        command = ["sh", "-c", "until [ -e @/seven ]; do sleep 0.05; done; exit 7"]
        autorestart = false

        [program.eight]
        command = ["sh", "-c", "until [ -e @/eight ]; do sleep 0.05; done; exit 8"]
        autorestart = false

        [program.group]
        command = ["sh", "-c", "sleep 1000 & wait"]
        stopasgroup = true
        killasgroup = true

        """;

    [SkippableTheory]
    [InlineData(OlderKernel.WithoutPidfds)]
    [InlineData(OlderKernel.WithoutExits)]
    public void Deaths_of_the_master_cost_no_pid_no_line_and_no_status(string version)
    {
        using var daemon = new RecoveryDaemon(Programs);
        daemon.Process.StartDaemon(OlderKernel.Wrapper(daemon.Process.Directory, version));
        ShouldBeFiltered(daemon, version);
        var pids = Pids(daemon, "writer", "seven", "eight", "group");

        // One ends while a master is there that has not made it, the other while there is none.
        daemon.KillMaster();
        Pids(daemon, "writer", "seven", "eight", "group").ShouldBe(pids);
        File.WriteAllText(daemon.Process.At("seven"), "");
        daemon.AwaitState("seven", "EXITED").ExitStatus.ShouldBe(7);
        Signals.Send(daemon.Keeper, Signals.Stop);
        daemon.KillMaster();
        File.WriteAllText(daemon.Process.At("eight"), "");
        Until.IsTrue(() => !new ProcessView(pids[2]).IsLiving, "it has ended");
        Signals.Send(daemon.Keeper, Signals.Continue);
        daemon.AwaitState("eight", "EXITED").ExitStatus.ShouldBe(8);
        Pids(daemon, "writer", "group").ShouldBe([pids[0], pids[3]]);

        ShouldBeFiltered(daemon, version);
        ShouldStop(daemon, pids[3]);
        ShouldHaveAllLines(daemon);
        daemon.Process.Stop();
    }

    /// <summary>Then programs are children of nobody here: their ends are looked for, or told by a pidfd that says no more than that.</summary>
    [SkippableTheory]
    [InlineData(OlderKernel.WithoutPidfds)]
    [InlineData(OlderKernel.WithoutExits)]
    public void Both_dead_at_once_cost_no_pid_and_ends_are_noticed(string version)
    {
        using var daemon = new RecoveryDaemon(Programs);
        var wrapper = OlderKernel.Wrapper(daemon.Process.Directory, version);
        daemon.Process.StartDaemon(wrapper);
        var pids = Pids(daemon, "seven", "group");
        daemon.KillBoth();
        daemon.Process.StartDaemon(wrapper);
        ShouldBeFiltered(daemon, version);
        Pids(daemon, "seven", "group").ShouldBe(pids);
        HoldsPidfds(new ProcessView(daemon.Master())).ShouldBe(version == OlderKernel.WithoutExits, "strangers are held by them");

        // Whoever inherits it may have reaped it by now: then its status is honestly not known.
        File.WriteAllText(daemon.Process.At("seven"), "");
        daemon.AwaitState("seven", "EXITED").LastExit.ShouldMatch("^(exit status 7|.*unknown.*)$");
        ShouldStop(daemon, pids[1]);
        daemon.Process.Stop();
    }

    private static int[] Pids(RecoveryDaemon daemon, params string[] names) =>
        [.. names.Select(name => daemon.AwaitState(name, "RUNNING").ProcessId)];

    /// <summary>The filter is there, in the master, and where pidfds are none it has none.</summary>
    private static void ShouldBeFiltered(RecoveryDaemon daemon, string version)
    {
        const string Filtered = "2";
        var master = new ProcessView(daemon.Master());
        master.Status("Seccomp").ShouldBe(Filtered);
        if (version == OlderKernel.WithoutPidfds)
            HoldsPidfds(master).ShouldBeFalse();
    }

    private static bool HoldsPidfds(ProcessView process) =>
        process.Descriptors().Values.Any(target => target.Contains("pidfd", StringComparison.Ordinal));

    /// <summary>It and what it has started.</summary>
    private static void ShouldStop(RecoveryDaemon daemon, int leader)
    {
        var group = ProcessView.All().Where(process => IsInGroup(process, leader)).ToArray();
        group.Length.ShouldBe(2);
        daemon.TryCall("supervisor.stopProcess", "group").ShouldBe("1");
        Until.IsTrue(() => group.All(process => !process.IsLiving), "all of the group has ended", () => daemon.Process.Log);
        daemon.Report("group").State.ShouldBe("STOPPED");
    }

    private static bool IsInGroup(ProcessView process, int leader)
    {
        try
        {
            return process.IsLiving && process.ProcessGroup == leader;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static void ShouldHaveAllLines(RecoveryDaemon daemon)
    {
        File.WriteAllText(daemon.Process.At("stop"), "");
        daemon.AwaitState("writer", "EXITED").ExitStatus.ShouldBe(0);
        var lines = daemon.Process.Lines("writer.log").Select(line => int.Parse(line, CultureInfo.InvariantCulture)).ToArray();
        lines.ShouldNotBeEmpty();
        lines.ShouldBe(Enumerable.Range(1, lines.Length));
    }
}
