using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Recovery;

/// <summary>The daemon goes over to another executable while its programs run and its clients call.</summary>
public sealed class UpgradeTests
{
    private const int Clients = 8;

    /// <summary>How many upgrades in a row; more take longer.</summary>
    private static readonly int Upgrades = Count("SUPERVISOR_TEST_UPGRADES", 10);
    private static readonly int Writers = Count("SUPERVISOR_TEST_WRITERS", 10);

    /// <summary>It ends by itself, so that a test can look at all of its lines.</summary>
    private static readonly string Programs = $$"""
        [program.writer]
        command = ["sh", "-c", "i=0; until [ -e @/stop ]; do i=$((i+1)); echo $i; sleep 0.02; done"]
        numprocs = {{Writers}}
        process_name = "writer%(process_num)d"
        stdout_logfile = "@/writer%(process_num)d.log"
        autorestart = false

        """;

    [Fact]
    public void Many_in_a_row_cost_no_call_no_line_no_pid_and_no_descriptor()
    {
        using var daemon = new RecoveryDaemon(Programs, "loglevel = 'info'");
        daemon.Start();
        var pids = WriterPids(daemon);
        var master = daemon.Process.View.ProcessId;
        Upgrade(daemon, 1);
        var descriptors = CountDescriptors(daemon);
        var failures = new ConcurrentQueue<string>();
        using var over = new CancellationTokenSource();
        var waits = new ConcurrentQueue<TimeSpan>();
        var clients = Enumerable.Range(0, Clients).Select(_ => new Thread(() => CallOn(daemon, failures, waits, over.Token))).ToArray();
        Array.ForEach(clients, client => client.Start());
        for (var upgrade = 2; upgrade <= Upgrades; upgrade++)
            Upgrade(daemon, upgrade);
        over.Cancel();
        Array.ForEach(clients, client => client.Join());
        failures.ShouldBeEmpty(daemon.Process.Log);
        waits.Count.ShouldBeGreaterThan(Clients);
        Console.WriteLine($"{Upgrades} upgrades, {waits.Count} calls, the longest took {waits.Max().TotalMilliseconds:0} ms");
        WriterPids(daemon).ShouldBe(pids);
        daemon.Process.View.ProcessId.ShouldBe(master, "it executes itself");
        Until.IsTrue(
            () => CountDescriptors(daemon) is var now && now.Keeper <= descriptors.Keeper && now.Master <= descriptors.Master,
            "no descriptor is left over",
            () => $"{descriptors} before, {CountDescriptors(daemon)} after"
        );
        File.WriteAllText(daemon.Process.At("stop"), "");
        for (var writer = 0; writer < Writers; writer++)
        {
            daemon.AwaitState($"writer:writer{writer}", "EXITED").ExitStatus.ShouldBe(0);
            var lines = daemon.Process.Lines($"writer{writer}.log").Select(line => int.Parse(line, CultureInfo.InvariantCulture)).ToArray();
            lines.ShouldBe(Enumerable.Range(1, lines.Length), $"writer {writer}");
        }
        daemon.Process.Stop();
    }

    [Fact]
    public void An_executable_that_fails_is_not_gone_over_to()
    {
        using var daemon = new RecoveryDaemon(Programs);
        daemon.Start();
        var pids = WriterPids(daemon);
        var unable = daemon.Process.Script("unable", "echo cannot read the state >&3\nexit 3");
        Ask(daemon, unable).ShouldContain("cannot read the state");
        Ask(daemon, daemon.Process.At("nothing")).ShouldContain("find command");
        Ask(daemon, "/bin/true").ShouldContain("is no supervisord");
        var writable = daemon.Process.Script("writable", "exit 0");
        File.SetUnixFileMode(writable, (UnixFileMode)0x1ff);
        Ask(daemon, writable).ShouldContain("can be written by others");
        // It passes the trial and fails when it counts: the keeper starts the present one again.
        var failing = daemon.Process.Script(
            "failing",
            "case \"$SUPERVISORD_STAGE\" in Trial*) echo supervisord 9 >&3; exit 0;; esac\nexit 9"
        );
        _ = Ask(daemon, failing);
        daemon.Process.WaitForLog("not upgraded: the other executable has failed in its start; this one goes on");
        daemon.AwaitAnswers();
        WriterPids(daemon).ShouldBe(pids);
        daemon.Process.Log.ShouldNotContain("upgraded: supervisord");
        Upgrade(daemon, 1);
        WriterPids(daemon).ShouldBe(pids);
        daemon.Process.Stop();
    }

    private static int Count(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var count) ? count : usual;

    private static int[] WriterPids(RecoveryDaemon daemon) =>
        [.. Enumerable.Range(0, Writers).Select(writer => daemon.AwaitState($"writer:writer{writer}", "RUNNING").ProcessId)];

    private static void Upgrade(RecoveryDaemon daemon, int times)
    {
        daemon.Process.Send(Signals.User1);
        daemon.Process.WaitForLog("upgraded: supervisord", times);
        daemon.AwaitAnswers();
    }

    /// <summary>What the daemon says to a client that wants it to go over to this executable.</summary>
    private static string Ask(RecoveryDaemon daemon, string binary)
    {
        using var caller = new HttpCaller(daemon.Process.At("s.sock"));
        return caller.Post("/api/v1/daemon/upgrade", $$"""{"binary": "{{binary}}"}""").Body;
    }

    /// <summary>The keeper executes itself too, a moment after the master, and has everything open again when it waits for signals.</summary>
    private static (int Keeper, int Master) CountDescriptors(RecoveryDaemon daemon)
    {
        IReadOnlyDictionary<int, string> keeper = new Dictionary<int, string>();
        Until.IsTrue(
            () => (keeper = new ProcessView(daemon.Keeper).Descriptors()).Values.Contains("anon_inode:[signalfd]"),
            "the keeper waits for signals"
        );
        return (keeper.Count, new ProcessView(daemon.Master()).Descriptors().Count);
    }

    private static void CallOn(
        RecoveryDaemon daemon,
        ConcurrentQueue<string> failures,
        ConcurrentQueue<TimeSpan> waits,
        CancellationToken over
    )
    {
        while (!over.IsCancellationRequested)
        {
            var watch = Stopwatch.StartNew();
            using var caller = new HttpCaller(daemon.Process.At("s.sock"));
            try
            {
                if (caller.Call("supervisor.getState") is not "1" and var other)
                    failures.Enqueue(other);
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or TaskCanceledException)
            {
                failures.Enqueue(failure.ToString());
            }
            waits.Enqueue(watch.Elapsed);
        }
    }
}
