using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests;

/// <summary>Programs that run once.</summary>
public sealed class OneshotTests
{
    private const string Server = "[unix_http_server]\nfile = '@/s.sock'\n";

    [Fact]
    public async Task A_start_is_answered_when_it_has_run_and_no_sooner()
    {
        using var daemon = new SupervisordProcess(
            Server
                + """
                [program.job]
                type = "oneshot"
                command = ["sh", "-c", "until [ -e @/go ]; do sleep 0.05; done; echo done > @/ran"]
                autostart = false
                """
        );
        daemon.StartDaemon();
        using var caller = new HttpCaller(daemon.At("s.sock"));
        var start = Task.Run(() => caller.Call("supervisor.startProcess", "job"));
        daemon.WaitForLog("success: job entered RUNNING state");
        start.IsCompleted.ShouldBeFalse();
        File.WriteAllText(daemon.At("go"), "");
        (await start).ShouldBe("1");
        daemon.Text("ran").ShouldBe("done\n");
        var job = caller.Get("/api/v1/processes/job");
        job.ShouldContain("\"state\":\"EXITED\"");
        job.ShouldContain("\"isCompleted\":true");
        job.ShouldContain("\"description\":\"completed, ");
        caller.Get("/api/v1/processes/job/wait").ShouldContain("\"isCompleted\":true");
        daemon.Log.ShouldContain("exited with status 0 after");
        daemon.SpawnsOf("job").Length.ShouldBe(1);
        daemon.Stop();
    }

    [Fact]
    public void A_run_that_fails_is_told_and_tried_again_until_it_is_FATAL()
    {
        using var daemon = new SupervisordProcess(
            Server
                + """
                [program.job]
                type = "oneshot"
                command = ["sh", "-c", "exit 3"]
                autostart = false
                startretries = 1
                """
        );
        daemon.StartDaemon();
        using var caller = new HttpCaller(daemon.At("s.sock"));
        caller.Call("supervisor.startProcess", "job").ShouldBe("fault 40");
        daemon.WaitForLog("gave up: job entered FATAL state");
        daemon.SpawnsOf("job").Length.ShouldBe(2);
        SupervisordProcess.Occurrences(daemon.Log, "WARN exited: job (exit status 3; not expected)").ShouldBe(2);
        daemon.Log.ShouldContain("; attempt 2 of 2 in 1 s");
        var job = caller.Get("/api/v1/processes/job");
        job.ShouldContain("\"state\":\"FATAL\"");
        job.ShouldContain("\"exitStatus\":3");
        job.ShouldContain("\"isCompleted\":false");
        daemon.Stop();
    }

    [Fact]
    public void It_is_tried_again_until_it_succeeds_and_a_reload_runs_it_again_only_when_it_has_changed()
    {
        const string Job = """
            [program.job]
            type = "oneshot"
            command = ["sh", "-c", "echo run >> @/runs; [ $(wc -l < @/runs) -ge 2 ]"]

            """;
        using var daemon = new SupervisordProcess(Job);
        daemon.StartDaemon();
        daemon.WaitForLog("; completed");
        daemon.SpawnsOf("job").Length.ShouldBe(2);

        daemon.Configure(Job + "[program.other]\ncommand = 'sleep 1000'\n");
        daemon.Reload();
        daemon.PidOf("other");
        daemon.SpawnsOf("job").Length.ShouldBe(2);

        daemon.Configure(Job + "umask = '077'\n");
        daemon.Reload();
        daemon.WaitForLog("; completed", times: 2);
        daemon.SpawnsOf("job").Length.ShouldBe(3);
        daemon.Lines("runs").Length.ShouldBe(3);
        daemon.Stop();
    }

    [Fact]
    public void What_is_completed_stays_so_when_the_daemon_is_killed_and_what_runs_completes()
    {
        using var daemon = new SupervisordProcess(
            Server
                + """
                [program.done]
                type = "oneshot"
                command = "true"
                [program.job]
                type = "oneshot"
                command = ["sh", "-c", "until [ -e @/go ]; do sleep 0.05; done"]
                """
        );
        daemon.StartDaemon();
        var job = daemon.PidOf("job");
        daemon.WaitForLog("done: exited with status 0");
        daemon.WaitForLog("success: job entered RUNNING state");
        Signals.Send(daemon.View.ProcessId, Signals.Kill);
        daemon.WaitForLog($"job: taken over with pid {job}");
        File.WriteAllText(daemon.At("go"), "");
        using var caller = new HttpCaller(daemon.At("s.sock"));
        caller.Get("/api/v1/processes/job/wait?timeout=60").ShouldContain("\"isCompleted\":true");
        caller.Get("/api/v1/processes/done").ShouldContain("\"description\":\"completed, ");
        daemon.SpawnsOf("job").ShouldBe([job]);
        daemon.SpawnsOf("done").Length.ShouldBe(1);
        daemon.Stop();
    }
}
