using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using Supervisor.EndToEnd.Tests.Abuse;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Recovery;

/// <summary>Calls that wait while the daemon goes over to another executable: their clients notice nothing of it.</summary>
public sealed class UpgradeCallTests : IDisposable
{
    private const int StartSeconds = 4;

    private const string Programs = """
        [program.slow]
        command = ["sleep", "1000"]
        startsecs = 4
        autostart = false

        [program.stubborn]
        command = ["sh", "-c", "trap '' TERM; echo begun; while :; do sleep 0.1; done"]
        stopwaitsecs = 4
        stdout_logfile = "@/stubborn.log"

        [program.quick]
        command = ["sleep", "1000"]

        [group.mixed]
        programs = ["slow", "quick"]

        """;

    private readonly RecoveryDaemon _daemon = new(Programs);
    private int _upgrades;

    public UpgradeCallTests()
    {
        _daemon.Start();
        _daemon.AwaitState("mixed:quick", "RUNNING");
        _daemon.Process.WaitForText("stubborn.log", "begun");
    }

    public void Dispose() => _daemon.Dispose();

    [Fact]
    public async Task A_start_is_answered_when_it_has_succeeded_and_is_one_start()
    {
        var watch = Stopwatch.StartNew();
        var start = Call("supervisor.startProcess", "mixed:slow");
        var begun = _daemon.AwaitState("mixed:slow", "STARTING");
        Upgrade();
        (await start).ShouldBe("1");
        watch.Elapsed.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(StartSeconds));
        var report = _daemon.Report("mixed:slow");
        (report.State, report.StartedAt, report.Restarts).ShouldBe(("RUNNING", begun.StartedAt, 0));
        _daemon.Process.Stop();
    }

    [Fact]
    public async Task A_stop_is_answered_when_the_process_had_to_be_killed()
    {
        var stop = Call("supervisor.stopProcess", "stubborn");
        _daemon.AwaitState("stubborn", "STOPPING");
        Upgrade();
        (await stop).ShouldBe("1");
        _daemon.Report("stubborn").LastExit.ShouldContain("SIGKILL");
        _daemon.Process.Stop();
    }

    [Fact]
    public async Task A_restart_stops_before_and_starts_after()
    {
        var before = _daemon.Report("stubborn").ProcessId;
        var restart = Post("/api/v1/processes/stubborn/restart");
        var wait = Get("/api/v1/processes/stubborn/wait?state=STOPPED,EXITED");
        _daemon.AwaitState("stubborn", "STOPPING");
        Upgrade();
        (await restart).ShouldContain("\"success\"", Case.Insensitive);
        (await wait).ShouldContain("\"state\"");
        var report = _daemon.Report("stubborn");
        report.State.ShouldBe("RUNNING");
        report.ProcessId.ShouldNotBe(before);
        _daemon.Process.Stop();
    }

    [Fact]
    public async Task A_call_about_several_tells_what_had_come_of_some_before()
    {
        await Call("supervisor.stopProcess", "mixed:quick");
        var start = Post("/api/v1/processes/mixed%3A*/start");
        _daemon.AwaitState("mixed:quick", "RUNNING");
        Upgrade();
        using var answer = JsonDocument.Parse(await start);
        answer
            .RootElement.GetProperty("results")
            .EnumerateArray()
            .Select(outcome => (outcome.GetProperty("name").GetString(), outcome.GetProperty("code").GetString()))
            .ShouldBe([("slow", "SUCCESS"), ("quick", "SUCCESS")], ignoreOrder: true);
        _daemon.Report("mixed:slow").State.ShouldBe("RUNNING");
        _daemon.Process.Stop();
    }

    [Fact]
    public async Task One_call_waits_through_two_upgrades_and_nothing_is_left_of_its_gateway()
    {
        Upgrade();
        AwaitSingleGateway();
        var descriptors = Descriptors();
        var start = Call("supervisor.startProcess", "mixed:slow");
        _daemon.AwaitState("mixed:slow", "STARTING");
        var gateway = _daemon.PidsOf(" --gateway").ShouldHaveSingleItem();
        Upgrade();
        Upgrade();
        (await start).ShouldBe("1");
        Until.IsTrue(() => new ProcessView(gateway).IsGone, "the gateway of before is gone and reaped", () => _daemon.Process.Log);
        Until.IsTrue(
            () => Descriptors() <= descriptors,
            "no descriptor is left over",
            () => $"{descriptors} before, {Descriptors()} after"
        );
        _daemon.Process.Stop();
    }

    [Fact]
    public async Task A_client_that_hangs_up_is_waited_for_no_longer()
    {
        var caller = new HttpCaller(_daemon.Process.At("s.sock"));
        var wait = caller.GetAsync("/api/v1/processes/mixed:quick/wait?state=FATAL");
        var gateway = 0;
        Until.IsTrue(() => _daemon.PidsOf(" --gateway") is [var one] && (gateway = one) != 0, "there is a gateway");
        _daemon.AwaitAnswers();
        Upgrade();
        new ProcessView(gateway).IsLiving.ShouldBeTrue("it has a call that waits");
        caller.Dispose();
        await Should.ThrowAsync<Exception>(wait);
        Until.IsTrue(() => new ProcessView(gateway).IsGone, "the gateway of before is gone", () => _daemon.Process.Log);
        _daemon.Process.Stop();
    }

    [Fact]
    public void A_log_is_followed_on()
    {
        var gateway = 0;
        using (var reader = RawConnection.To(new UnixDomainSocketEndPoint(_daemon.Process.At("s.sock"))))
        {
            reader.Send("GET /logtail/stubborn/stdout HTTP/1.1\r\nHost: x\r\n\r\n");
            reader.TakeHead();
            reader.TakeLine();
            reader.TakeLine().ShouldBe("begun\n");
            gateway = _daemon.PidsOf(" --gateway").ShouldHaveSingleItem();
            Upgrade();
            File.AppendAllText(_daemon.Process.At("stubborn.log"), "more\n");
            string line;
            do line = reader.TakeLine();
            while (line != "more\n");
        }
        Until.IsTrue(() => new ProcessView(gateway).IsGone, "the gateway of before is gone", () => _daemon.Process.Log);
        _daemon.Process.Stop();
    }

    [Fact]
    public async Task The_end_of_the_daemon_does_not_wait_for_a_gateway_of_before()
    {
        var wait = Get("/api/v1/processes/mixed:quick/wait?state=FATAL");
        _daemon.AwaitAnswers();
        Upgrade();
        _daemon.Process.Stop();
        await wait.ContinueWith(_ => { }, TaskScheduler.Default);
        _daemon.PidsOf(" --gateway").ShouldBeEmpty();
    }

    private void Upgrade()
    {
        _daemon.Process.Send(Signals.User1);
        _daemon.Process.WaitForLog("upgraded: supervisord", ++_upgrades);
        _daemon.AwaitAnswers();
    }

    private void AwaitSingleGateway() => Until.IsTrue(() => _daemon.PidsOf(" --gateway").Count == 1, "there is one gateway");

    private int Descriptors() => new ProcessView(_daemon.Master()).Descriptors().Count;

    private Task<string> Call(string method, string name) => Ask(caller => caller.Call(method, name));

    private Task<string> Post(string path) => Ask(caller => caller.Post(path).Body);

    private Task<string> Get(string path) => Ask(caller => caller.Get(path));

    /// <summary>Has a thread of its own: the pool's may all wait.</summary>
    private Task<string> Ask(Func<HttpCaller, string> ask) =>
        Task.Factory.StartNew(
            () =>
            {
                using var caller = new HttpCaller(_daemon.Process.At("s.sock"));
                return ask(caller);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
}
