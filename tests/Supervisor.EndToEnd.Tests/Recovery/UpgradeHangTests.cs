using System.Diagnostics;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Recovery;

/// <summary>Executables that come to no end of their start: the present one goes on. Each takes the whole time that they are given.</summary>
public sealed class UpgradeHangTests : IDisposable
{
    private const string Programs = """
        [program.a]
        command = ["sleep", "1000"]

        [program.slow]
        command = ["sleep", "1000"]
        startsecs = 20
        autostart = false

        """;

    private readonly RecoveryDaemon _daemon = new(Programs);
    private readonly int _pid;

    public UpgradeHangTests()
    {
        _daemon.Start();
        _pid = _daemon.AwaitState("a", "RUNNING").ProcessId;
    }

    public void Dispose() => _daemon.Dispose();

    [Fact]
    public void One_that_hangs_in_its_trial_is_ended_and_the_client_told()
    {
        var master = _daemon.Master();
        var watch = Stopwatch.StartNew();
        using var caller = new HttpCaller(_daemon.Process.At("s.sock"));
        var hanging = _daemon.Process.Script("hanging", "echo $$ >\"$0.pid\"\nexec sleep 1000");
        var answer = caller.Post("/api/v1/daemon/upgrade", $$"""{"binary": "{{hanging}}"}""").Body;
        answer.ShouldContain("was not through with its trial after 15 s");
        watch.Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(15));
        _daemon.Process.WaitForLog("was not through with its trial after 15 s; this executable goes on");
        var trial = int.Parse(_daemon.Process.Text("hanging.pid"), System.Globalization.CultureInfo.InvariantCulture);
        Until.IsTrue(() => new ProcessView(trial).IsGone, "the trial is gone");
        _daemon.Master().ShouldBe(master);
        _daemon.AwaitState("a", "RUNNING").ProcessId.ShouldBe(_pid);
        _daemon.Process.Stop();
    }

    [Fact]
    public async Task One_that_hangs_when_it_counts_is_ended_and_calls_that_wait_are_answered_by_the_present_one()
    {
        var master = _daemon.Master();
        var start = Task.Factory.StartNew(
            () =>
            {
                using var waiting = new HttpCaller(_daemon.Process.At("s.sock"));
                return waiting.Call("supervisor.startProcess", "slow");
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        _daemon.AwaitState("slow", "STARTING");
        var hanging = _daemon.Process.Script(
            "hanging",
            "case \"$SUPERVISORD_STAGE\" in Trial*) echo supervisord 9 >&3; exit 0;; esac\nexec sleep 1000"
        );
        using var caller = new HttpCaller(_daemon.Process.At("s.sock"));
        _ = caller.Post("/api/v1/daemon/upgrade", $$"""{"binary": "{{hanging}}"}""");
        // The client asks on, and waits where nobody accepts: the next to answer is the present executable again.
        caller.Call("supervisor.getState").ShouldBe("1");
        _daemon.Process.WaitForLog("not upgraded: the other executable has failed in its start; this one goes on");
        (await start).ShouldBe("1", _daemon.Process.Log);
        new ProcessView(master).IsGone.ShouldBeTrue();
        _daemon.AwaitState("a", "RUNNING").ProcessId.ShouldBe(_pid);
        _daemon.Report("slow").State.ShouldBe("RUNNING");
        Until.IsTrue(() => _daemon.PidsOf(" --gateway").Count == 1, "the gateway of before is gone", () => _daemon.Process.Log);
        _daemon.Process.Stop();
    }
}
