using System.Globalization;
using System.Text.Json;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Recovery;

/// <summary>
/// An executable that passes its trial, notes in its first moments what only it can read, and fails: the present one goes on with all that
/// it can know, and says what it cannot.
/// </summary>
public sealed class FailedSuccessorTests : IDisposable
{
    private const string Programs = """
        [program.raw]
        command = ["sh", "-c", "i=0; until [ -e @/stop ]; do i=$((i+1)); echo $i; sleep 0.02; done"]
        stdout_logfile = "@/raw.log"
        autorestart = false

        [program.formatted]
        command = ["sh", "-c", "i=0; until [ -e @/stop ]; do i=$((i+1)); echo $i; sleep 0.02; done"]
        stdout_logfile = "@/formatted.log"
        log_format = "json"
        autorestart = false

        [program.seven]
        command = ["sh", "-c", "until [ -e @/seven ]; do sleep 0.05; done; exit 7"]
        autorestart = false

        [program.stopped]
        command = ["sleep", "1000"]

        [program.slow]
        command = ["sleep", "1000"]
        startsecs = 3600
        autostart = false

        """;

    private readonly RecoveryDaemon _daemon = new(Programs);

    public void Dispose() => _daemon.Dispose();

    [Fact]
    public async Task What_was_noted_in_a_later_version_costs_what_was_on_its_way_and_no_program()
    {
        var (pids, call) = Start();
        GoOver("version");
        _daemon.Process.WaitForLog("it is of another version of supervisord; what it said before the upgrade stands in its place");
        _daemon.Process.WaitForLog("2 notes of events are of a later version of supervisord and cannot be read");
        _daemon.Process.WaitForLog("the notes of the log pump are of another version");
        _daemon.Process.WaitForLog("the calls that waited are ended: what was noted of them cannot be read");
        Pids().ShouldBe(pids);
        _daemon.Report("stopped").State.ShouldBe("STOPPED");
        (await call).ShouldContain("what was asked for may have been done: look, and ask again");
        _daemon.Report("slow").State.ShouldBe("STARTING");
        ShouldGoOn(pids);
    }

    [Fact]
    public async Task What_was_noted_of_kinds_that_are_to_come_is_guessed_and_no_program_is_lost()
    {
        var (pids, call) = Start();
        GoOver("kinds");
        _daemon.Process.WaitForLog("the journal says of 5 processes what only a later version of supervisord knows");
        _daemon.Process.WaitForLog("2 notes of events are of a later version of supervisord and cannot be read");
        _daemon.Process.WaitForLog("1 call of the earlier gateway");
        Pids().ShouldBe(pids);
        _daemon.Report("stopped").State.ShouldBe("STOPPED");
        (await call).ShouldContain("what was asked for is not known to the supervisord that goes on");
        // That it was still to prove itself was in what could not be read.
        _daemon.Report("slow").State.ShouldBe("RUNNING");
        ShouldGoOn(pids);
    }

    /// <summary>A program ends in its first moments and is started again by it, which nobody can read then.</summary>
    [Fact]
    public void What_it_had_begun_is_taken_over_and_no_second_process_of_the_program()
    {
        _daemon.Configure("[program.a]\ncommand = ['sleep', '1000']\nautorestart = true\n");
        _daemon.Start();
        var first = _daemon.AwaitState("a", "RUNNING").ProcessId;
        GoOver("version", first);
        var second = _daemon.AwaitState("a", "RUNNING").ProcessId;
        second.ShouldNotBe(first);
        _daemon.PidsOf("sleep 1000").ShouldBe([second]);
        _daemon.Process.WaitForLog($"a: taken over with pid {second}");
        _daemon.Process.SpawnsOf("a").ShouldBe([first]);
        Signals.Send(second, Signals.Kill);
        _daemon.Await("a", report => report.State == "RUNNING" && report.ProcessId != second, "runs again");
        _daemon.Process.Stop();
    }

    /// <summary>As when the daemon goes back to an executable of another protocol.</summary>
    [Fact]
    public async Task Callers_of_a_gateway_that_cannot_be_spoken_with_are_told_so_and_it_leaves()
    {
        var (pids, call) = Start();
        var gateway = _daemon.PidsOf(" --gateway").ShouldHaveSingleItem();
        GoOver("protocol");
        _daemon.Process.WaitForLog("it is told to leave, and what it asks is refused");
        (await call).ShouldContain("cannot speak with the gateway of before; what was asked for goes on, ask again");
        Until.IsTrue(() => new ProcessView(gateway).IsGone, "the gateway of before is gone", () => _daemon.Process.Log);
        _daemon.Report("slow").State.ShouldBe("STARTING");
        ShouldGoOn(pids);
    }

    /// <summary>Gives the pids of all that runs, and a call that waits.</summary>
    private (int[] Pids, Task<string> Call) Start()
    {
        _daemon.Start();
        _daemon.AwaitState("stopped", "RUNNING");
        _daemon.TryCall("supervisor.stopProcess", "stopped").ShouldBe("1");
        var call = Task.Factory.StartNew(
            () =>
            {
                using var caller = new HttpCaller(_daemon.Process.At("s.sock"));
                return caller.Post("/api/v1/processes/slow/start").Body;
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        _daemon.Await("slow", report => report is { State: "STARTING", ProcessId: > 1 }, "is being started");
        foreach (var name in new[] { "raw", "formatted", "seven" })
            _daemon.AwaitState(name, "RUNNING");
        return (Pids(), call);
    }

    /// <param name="replaced">Processes that the executable ends and starts again.</param>
    private void GoOver(string how, params int[] replaced)
    {
        var runtime = Environment.ProcessPath!;
        var successor = _daemon.Process.Script(
            "successor",
            "case \"$SUPERVISORD_STAGE\" in Trial*) echo supervisord 9 >&3; exit 0;; esac\n"
                + $"exec '{runtime}' '{SuccessorPath()}' {how} {string.Join(' ', replaced)}"
        );
        using var caller = new HttpCaller(_daemon.Process.At("s.sock"));
        caller.Post("/api/v1/daemon/upgrade", $$"""{"binary": "{{successor}}"}""").Body.ShouldContain("SUCCESS");
        _daemon.Process.WaitForLog("not upgraded: the other executable has failed in its start; this one goes on");
        _daemon.AwaitAnswers();
    }

    /// <summary>Beside the tests, in what the same build made.</summary>
    private static string SuccessorPath()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/'));
        return Path.Join(
            SupervisordExecutable.Root,
            "tests/Supervisor.Successor/bin",
            output.Parent!.Name,
            output.Name,
            "Supervisor.Successor.dll"
        );
    }

    private int[] Pids() =>
        [.. new[] { "raw", "formatted", "seven", "slow" }.Select(name => _daemon.Report(name).ProcessId).Where(pid => pid > 1)];

    /// <summary>All is supervised as before: ends are told, stops work, another death costs nothing, and a good executable is gone over to.</summary>
    private void ShouldGoOn(int[] pids)
    {
        pids.Length.ShouldBe(4);
        _daemon.KillMaster();
        Pids().ShouldBe(pids);
        File.WriteAllText(_daemon.Process.At("seven"), "");
        _daemon.AwaitState("seven", "EXITED").ExitStatus.ShouldBe(7);
        _daemon.Process.Send(Signals.User1);
        _daemon.Process.WaitForLog("upgraded: supervisord");
        _daemon.AwaitAnswers();
        File.WriteAllText(_daemon.Process.At("stop"), "");
        _daemon.AwaitState("raw", "EXITED");
        _daemon.AwaitState("formatted", "EXITED");
        var raw = _daemon.Process.Lines("raw.log").Select(line => int.Parse(line, CultureInfo.InvariantCulture)).ToArray();
        raw.ShouldNotBeEmpty();
        raw.ShouldBe(Enumerable.Range(1, raw.Length));
        var formatted = _daemon.Process.Lines("formatted.log").Select(NumberOf).ToArray();
        formatted.ShouldNotBeEmpty();
        formatted.ShouldBe([.. formatted.Distinct().Order()], "none comes twice");
        _daemon.TryCall("supervisor.stopProcess", "slow").ShouldBe("1");
        _daemon.Process.Stop();
    }

    private static int NumberOf(string line)
    {
        using var document = JsonDocument.Parse(line);
        return int.Parse(document.RootElement.GetProperty("line").GetString()!, CultureInfo.InvariantCulture);
    }
}
