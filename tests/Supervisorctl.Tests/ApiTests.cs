using Supervisorctl.Tests.Surroundings;

namespace Supervisorctl.Tests;

/// <summary>Actions with a server that has the JSON API.</summary>
public sealed class ApiTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static string Process(string group, string name, int state) =>
        $"<value><struct><member><name>group</name><value><string>{group}</string></value></member>"
        + $"<member><name>name</name><value><string>{name}</string></value></member>"
        + $"<member><name>state</name><value><int>{state}</int></value></member>"
        + $"<member><name>statename</name><value><string>{(state == 20 ? "RUNNING" : "STOPPED")}</string></value></member>"
        + "<member><name>description</name><value><string>text</string></value></member></struct></value>";

    private static string Array(params string[] values) => $"<array><data>{string.Concat(values)}</data></array>";

    /// <summary>a and b run, c of grp does not, d of grp does.</summary>
    private static string Usual(FakeRequest request) =>
        request.RpcMethod switch
        {
            "getAllProcessInfo" => Array(Process("a", "a", 20), Process("b", "b", 20), Process("grp", "c", 0), Process("grp", "d", 20)),
            "getAllConfigInfo" => Array(),
            "getState" => "<int>1</int>",
            "reloadConfig" => Array($"<value>{Array(Names("new"), Names("web", "g"), Names("old"))}</value>"),
            _ => "<boolean>1</boolean>",
        };

    private static string Names(params string[] names) =>
        $"<value>{Array([.. names.Select(name => $"<value><string>{name}</string></value>")])}</value>";

    private static string Daemon(FakeRequest request) =>
        request.Path == "/api/v1/daemon" ? FakeServer.Json("{}") : FakeServer.Json("""{"results":[]}""");

    [Fact]
    public void Each_process_is_restarted_on_its_own()
    {
        using var server = FakeServer.OfBoth(Usual, Daemon);
        using var run = new ControlRun(server.Url);
        run.Run("restart b grp:* nope a").ShouldBe(1);
        run.Output.Lines.ShouldBe(
            [
                "b: stopped",
                "b: started",
                "grp:c: started",
                "grp:d: stopped",
                "grp:d: started",
                "nope: ERROR (no such process)",
                "nope: ERROR (no such process)",
                "a: stopped",
                "a: started",
            ],
            ignoreOrder: true
        );
        run.Output.Lines[..2].ShouldBe(["b: stopped", "b: started"]);
        run.Output.Lines[^1].ShouldBe("a: started");
        server
            .Requests.Select(request => request.Path)
            .Where(path => path.EndsWith("/restart", StringComparison.Ordinal))
            .ShouldBe(
                [
                    "/api/v1/processes/b%3Ab/restart",
                    "/api/v1/processes/grp%3Ac/restart",
                    "/api/v1/processes/grp%3Ad/restart",
                    "/api/v1/processes/a%3Aa/restart",
                ],
                ignoreOrder: true
            );
        server.RpcMethods.ShouldNotContain("stopProcess");
    }

    [Theory]
    [InlineData("NO_FILE", "a: ERROR (no such file)\n", 1)]
    [InlineData("NOT_EXECUTABLE", "a: ERROR (file is not executable)\n", 1)]
    [InlineData("SPAWN_ERROR", "a: stopped\na: ERROR (spawn error)\n", 7)]
    [InlineData("ABNORMAL_TERMINATION", "a: stopped\na: ERROR (abnormal termination)\n", 7)]
    [InlineData("BAD_NAME", "a: ERROR (no such process)\na: ERROR (no such process)\n", 1)]
    [InlineData("ODD", "error: <class 'supervisor.Problem'>, <Problem 422 ODD: why>: file: supervisorctl line: 0\n", 1)]
    public void A_restart_that_fails_has_the_lines_of_a_start(string code, string output, int status)
    {
        using var server = FakeServer.OfBoth(
            Usual,
            request => request.Path == "/api/v1/daemon" ? FakeServer.Json("{}") : FakeServer.Problem(422, code, "why")
        );
        using var run = new ControlRun(server.Url);
        run.Run("restart a").ShouldBe(status);
        run.Output.Text.ShouldBe(output);
    }

    [Fact]
    public void Several_are_started_at_the_same_time()
    {
        // Neither answer is given before both calls have come: one after the other would wait for ever.
        using var both = new Barrier(2);
        var haveMet = false;
        using var server = FakeServer.OfBoth(
            request =>
            {
                if (request.RpcMethod == "startProcess")
                    haveMet |= both.SignalAndWait(Patience);
                return Usual(request);
            },
            Daemon
        );
        using var run = new ControlRun(server.Url);
        run.Run("start x y").ShouldBe(0);
        run.Output.Text.ShouldBe("x: started\ny: started\n");
        haveMet.ShouldBeTrue();
    }

    [Theory]
    [InlineData(true, "y: started\nx: started\n")]
    [InlineData(false, "x: started\ny: started\n")]
    public void Lines_come_as_they_come_before_a_person_and_in_order_elsewhere(bool isTerminal, string output)
    {
        using var isSecondTold = new ManualResetEventSlim();
        using var server = FakeServer.OfBoth(
            request =>
            {
                if (request.RpcMethod == "startProcess" && request.Body.Contains("<string>x</string>", StringComparison.Ordinal))
                    isSecondTold.Wait(Patience);
                return Usual(request);
            },
            Daemon
        );
        using var run = new ControlRun(server.Url, isTerminal: isTerminal);
        var running = new Thread(() => run.Run("start x y"));
        running.Start();
        if (isTerminal)
            SpinWait.SpinUntil(() => run.Output.Text.Length > 0, Patience).ShouldBeTrue();
        else
            SpinWait.SpinUntil(() => server.RpcMethods.Count(method => method == "startProcess") == 2, Patience).ShouldBeTrue();
        isSecondTold.Set();
        running.Join();
        run.Output.Text.ShouldBe(output);
    }

    [Theory]
    [InlineData("start all", "grp:c: started\n", 0)]
    [InlineData("start grp:*", "grp:c: started\n", 0)]
    [InlineData("stop grp:*", "grp:d: stopped\n", 0)]
    [InlineData("stop a nope", "a: stopped\nnope: stopped\n", 0)]
    public void A_group_is_those_of_its_members_that_it_concerns(string line, string output, int status)
    {
        using var server = FakeServer.OfBoth(Usual, Daemon);
        using var run = new ControlRun(server.Url);
        run.Run(line).ShouldBe(status);
        run.Output.Text.ShouldBe(output);
    }

    [Fact]
    public void Priorities_are_kept_in_the_order_of_the_calls()
    {
        static string Ranked(string name, int priority) =>
            $"<value><struct><member><name>group</name><value>{name}</value></member><member><name>name</name><value>{name}</value></member>"
            + $"<member><name>group_prio</name><value><int>{priority}</int></value></member>"
            + "<member><name>process_prio</name><value><int>1</int></value></member></struct></value>";
        using var server = FakeServer.OfBoth(
            request =>
                request.RpcMethod switch
                {
                    "getAllProcessInfo" => Array(Process("a", "a", 0), Process("b", "b", 0), Process("c", "c", 0)),
                    "getAllConfigInfo" => Array(Ranked("a", 30), Ranked("b", 10), Ranked("c", 20)),
                    _ => Usual(request),
                },
            Daemon
        );
        using var run = new ControlRun(server.Url);
        run.Run("start all").ShouldBe(0);
        server.RpcMethods.Count(method => method == "getState").ShouldBe(2);
    }

    private const string Plan = """
        {"changes":[
        {"namespec":"a","group":"a","name":"a","kind":"unchanged","effect":"none","reason":""},
        {"namespec":"web","group":"web","name":"web","kind":"changed","effect":"restart","reason":"command changed"},
        {"namespec":"old","group":"old","name":"old","kind":"removed","effect":"stop","reason":""},
        {"namespec":"g:x","group":"g","name":"x","kind":"unchanged","effect":"none","reason":""},
        {"namespec":"g:y","group":"g","name":"y","kind":"added","effect":"none","reason":"added"},
        {"namespec":"new","group":"new","name":"new","kind":"added","effect":"start","reason":""}],
        "daemon":["minfds changed, which needs a restart of the daemon to take effect"]}
        """;

    [Theory]
    [InlineData("plan")]
    [InlineData("update --dry-run")]
    public void A_plan_tells_what_would_be_done_and_why(string line)
    {
        using var server = FakeServer.OfBoth(Usual, _ => FakeServer.Json(Plan));
        using var run = new ControlRun(server.Url);
        run.Run(line).ShouldBe(0);
        run.Output.Text.ShouldBe(
            "web                              restart     command changed\n"
                + "old                              stop        removed\n"
                + "g:y                              -           added\n"
                + "new                              start       added\n"
                + "supervisord: minfds changed, which needs a restart of the daemon to take effect\n"
        );
        server.Requests.ShouldAllBe(request => request.Method == "GET");
    }

    [Fact]
    public void A_plan_without_changes_says_so()
    {
        using var server = FakeServer.OfBoth(Usual, _ => FakeServer.Json("""{"changes":[],"daemon":[]}"""));
        using var run = new ControlRun(server.Url);
        run.Run("plan").ShouldBe(0);
        run.Output.Text.ShouldBe("No config updates to processes\n");
    }

    [Fact]
    public void An_update_has_the_lines_of_the_original_and_is_one_request()
    {
        using var server = FakeServer.OfBoth(Usual, _ => FakeServer.Json(Plan));
        using var run = new ControlRun(server.Url);
        run.Run("update").ShouldBe(0);
        run.Output.Text.ShouldBe(
            "old: stopped\nold: removed process group\nweb: stopped\nweb: updated process group\ng: stopped\ng: updated process group\n"
                + "new: added process group\n"
        );
        var post = server.Requests.Single(request => request.Method == "POST" && request.Path.StartsWith("/api", StringComparison.Ordinal));
        post.Path.ShouldBe("/api/v1/apply");
        post.Body.ShouldBe("""{"groups":[]}""");
        server
            .Requests.Select(request => request.Path)
            .ShouldContain(path => path.StartsWith("/api/v1/processes/web%3Aweb/wait", StringComparison.Ordinal));
    }

    [Fact]
    public void An_update_of_groups_leaves_the_others_alone()
    {
        using var server = FakeServer.OfBoth(Usual, _ => FakeServer.Json(Plan));
        using var run = new ControlRun(server.Url);
        run.Run("update nope new a").ShouldBe(1);
        run.Output.Text.ShouldBe("ERROR: no such group: nope\nnew: added process group\n");
        server.Requests.Single(request => request.Path == "/api/v1/apply").Body.ShouldBe("""{"groups":["new","a"]}""");
    }

    [Theory]
    [InlineData("plan", "CANT_REREAD", "ERROR: CANT_REREAD: f.toml:1:1: what\n")]
    [InlineData("plan", "SHUTDOWN_STATE", "ERROR: supervisor shutting down\n")]
    public void A_refusal_is_told(string line, string code, string output)
    {
        using var server = FakeServer.OfBoth(Usual, _ => FakeServer.Problem(422, code, "f.toml:1:1: what"));
        using var run = new ControlRun(server.Url);
        run.Run(line).ShouldBe(1);
        run.Output.Text.ShouldBe(output);
    }

    [Fact]
    public void Waiting_ends_with_the_state()
    {
        using var server = FakeServer.OfBoth(Usual, _ => FakeServer.Json("""{"namespec":"x","state":"EXITED"}"""));
        using var run = new ControlRun(server.Url);
        run.Run("wait a grp:* --for exited,FATAL").ShouldBe(0);
        run.Output.Text.ShouldBe("a: EXITED\ngrp:c: EXITED\ngrp:d: EXITED\n");
        server.Requests[^1].Path.ShouldBe("/api/v1/processes/grp%3Ad/wait?state=EXITED%2CFATAL");
    }

    [Theory]
    [InlineData("wait a", "/api/v1/processes/a/wait")]
    [InlineData("wait a --timeout 1.5", "/api/v1/processes/a/wait?timeout=1.5")]
    [InlineData("wait a --timeout 2 --for x", "/api/v1/processes/a/wait?state=X&timeout=2")]
    public void Without_a_state_the_server_knows_what_to_wait_for(string line, string path)
    {
        using var server = FakeServer.OfBoth(Usual, _ => FakeServer.Json("""{"state":"EXITED","isCompleted":true}"""));
        using var run = new ControlRun(server.Url);
        run.Run(line).ShouldBe(0);
        run.Output.Text.ShouldBe("a: EXITED (completed)\n");
        server.Requests[^1].Path.ShouldBe(path);
    }

    [Theory]
    [InlineData("status done", true, 0)]
    [InlineData("status done", false, 3)]
    [InlineData("status done c", true, 3)]
    [InlineData("status --long done", true, 0)]
    [InlineData("status --json done", true, 0)]
    [InlineData("status --json done", false, 3)]
    public void What_ran_once_and_is_completed_is_as_it_should_be(string line, bool isCompleted, int status)
    {
        var details = $$"""{"processes":[{"namespec":"done","isCompleted":{{(isCompleted ? "true" : "false")}}},{"namespec":"c"}]}""";
        using var server = FakeServer.OfBoth(
            request =>
                request.RpcMethod == "getAllProcessInfo" ? Array(Process("done", "done", 100), Process("c", "c", 0)) : Usual(request),
            _ => FakeServer.Json(details)
        );
        using var run = new ControlRun(server.Url);
        run.Run(line).ShouldBe(status);
    }

    [Fact]
    public void With_the_original_all_that_has_exited_is_down()
    {
        using var server = FakeServer.OfRpc(request =>
            request.RpcMethod == "getAllProcessInfo" ? Array(Process("done", "done", 100)) : Usual(request)
        );
        using var run = new ControlRun(server.Url);
        run.Run("status").ShouldBe(3);
    }

    [Fact]
    public void A_run_that_failed_is_told_with_its_end()
    {
        using var server = FakeServer.OfBoth(
            request =>
                request.RpcMethod == "startProcess" ? FakeServer.Fault(40, "ABNORMAL_TERMINATION: a: exit status 3") : Usual(request),
            request =>
                request.Path == "/api/v1/daemon"
                    ? FakeServer.Json("{}")
                    : FakeServer.Problem(422, "ABNORMAL_TERMINATION", "a: terminated by SIGKILL")
        );
        using var run = new ControlRun(server.Url);
        run.Run("start a").ShouldBe(7);
        run.Run("restart a").ShouldBe(7);
        run.Output.Text.ShouldBe(
            "a: ERROR (abnormal termination: exit status 3)\na: stopped\na: ERROR (abnormal termination: terminated by SIGKILL)\n"
        );
    }

    [Theory]
    [InlineData("wait x --timeout 1", "TIMED_OUT", "x: ERROR (timed out)\n", 1)]
    [InlineData("wait x", "BAD_NAME", "x: ERROR (no such process)\n", 1)]
    [InlineData("wait x --for y", "BAD_REQUEST", "x: ERROR (why)\n", 2)]
    [InlineData("wait nope:*", "", "nope: ERROR (no such group)\n", 1)]
    public void Waiting_can_fail(string line, string code, string output, int status)
    {
        using var server = FakeServer.OfBoth(Usual, _ => FakeServer.Problem(400, code, "why"));
        using var run = new ControlRun(server.Url);
        run.Run(line).ShouldBe(status);
        run.Output.Text.ShouldBe(output);
    }

    [Theory]
    [InlineData("wait", "Error: wait requires a process name")]
    [InlineData("wait x --for", "Error: --for requires an argument")]
    [InlineData("wait x --timeout soon", "Error: 'soon' is no number of seconds")]
    public void Waiting_wants_its_words(string line, string first)
    {
        using var run = new ControlRun("unix:///nonexistent");
        run.Run(line).ShouldBe(2);
        run.Output.Lines[0].ShouldBe(first);
    }

    [Fact]
    public void The_long_status_tells_more()
    {
        const string Details = """
            {"processes":[{"namespec":"a","state":"RUNNING","stateSinceMilliseconds":86400000,"restarts":2,"failures":1,
            "lastExit":"exit status 1","reason":"came back","nextStartInMilliseconds":1500}]}
            """;
        using var server = FakeServer.OfBoth(Usual, _ => FakeServer.Json(Details));
        using var run = new ControlRun(server.Url);
        run.Run("status --long a").ShouldBe(0);
        var lines = run.Output.Text.Split('\n');
        lines[0].ShouldBe("a                                RUNNING   text");
        lines[1].ShouldStartWith("    RUNNING since 1970-01-0");
        lines[1].ShouldEndWith(", 2 restarts, 1 failed start");
        lines[2].ShouldBe("    last exit: exit status 1");
        lines[3].ShouldBe("    reason: came back");
        lines[4].ShouldBe("    next start: in 1.5 s");
    }

    [Fact]
    public void States_have_colours_before_a_person()
    {
        using var server = FakeServer.OfBoth(Usual, Daemon);
        using var run = new ControlRun(server.Url, hasColours: true);
        run.Run("status a").ShouldBe(0);
        run.Output.Text.ShouldBe("a                                \e[32mRUNNING\e[0m   text\n");
    }
}
