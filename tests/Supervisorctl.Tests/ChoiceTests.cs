using Supervisorctl.Tests.Surroundings;

namespace Supervisorctl.Tests;

/// <summary>disable and enable.</summary>
public sealed class ChoiceTests
{
    private const string Group = """
        {"results":[{"namespec":"g:a","group":"g","name":"a","code":"SUCCESS","detail":""},
        {"namespec":"g:b","group":"g","name":"b","code":"SUCCESS","detail":""}]}
        """;

    [Theory]
    [InlineData("disable web", "web: disabled\n", "/api/v1/processes/web/disable")]
    [InlineData("enable web", "web: enabled\n", "/api/v1/processes/web/enable")]
    [InlineData("disable g:*", "g:a: disabled\ng:b: disabled\n", "/api/v1/processes/g%3A%2A/disable")]
    [InlineData("enable x all y", "g:a: enabled\ng:b: enabled\n", "/api/v1/processes/all/enable")]
    [InlineData("disable --now web", "web: disabled\nweb: stopped\n", "/api/v1/processes/web/disable /api/v1/processes/web/stop")]
    [InlineData("enable web --now", "web: enabled\nweb: started\n", "/api/v1/processes/web/enable /api/v1/processes/web/start")]
    public void It_is_a_request_for_each_name(string line, string output, string paths)
    {
        using var server = new FakeServer(request => FakeServer.Json(AnswerTo(request)));
        using var run = new ControlRun(server.Url);
        run.Run(line).ShouldBe(0);
        run.Output.Text.ShouldBe(output);
        string.Join(' ', server.Requests.Select(request => request.Path)).ShouldBe(paths);
        server.Requests.ShouldAllBe(request => request.Method == "POST");
    }

    [Theory]
    [InlineData("disable nope", "BAD_NAME", "nope: ERROR (no such process)\n", 1)]
    [InlineData("enable nope:*", "BAD_NAME", "nope: ERROR (no such group)\n", 1)]
    [InlineData("disable --now web", "FAILED", "web: ERROR (FAILED: the disk is full)\n", 1)]
    [InlineData("disable all", "FAILED", "all: ERROR (FAILED: the disk is full)\n", 1)]
    [InlineData("disable g:*", "FAILED", "g:*: ERROR (FAILED: the disk is full)\n", 1)]
    [InlineData("disable web", "SHUTDOWN_STATE", "web: ERROR (shutting down)\n", 1)]
    public void A_refusal_is_told_and_nothing_follows(string line, string code, string output, int status)
    {
        using var server = new FakeServer(_ => FakeServer.Problem(500, code, "the disk is full"));
        using var run = new ControlRun(server.Url);
        run.Run(line).ShouldBe(status);
        run.Output.Text.ShouldBe(output);
        server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("disable --now web", "NOT_RUNNING", "web: disabled\n", 0)]
    [InlineData("enable --now web", "ALREADY_STARTED", "web: enabled\n", 0)]
    [InlineData("enable --now web", "SPAWN_ERROR", "web: enabled\nweb: ERROR (spawn error)\n", 7)]
    [InlineData("enable --now web", "ABNORMAL_TERMINATION", "web: enabled\nweb: ERROR (abnormal termination: exit status 3)\n", 7)]
    public void What_is_down_or_up_already_is_nothing_to_tell(string line, string code, string output, int status)
    {
        using var server = new FakeServer(request =>
            request.Path.EndsWith("able", StringComparison.Ordinal)
                ? FakeServer.Json(AnswerTo(request))
                : FakeServer.Problem(409, code, "web: exit status 3")
        );
        using var run = new ControlRun(server.Url);
        run.Run(line).ShouldBe(status);
        run.Output.Text.ShouldBe(output);
    }

    [Theory]
    [InlineData("disable")]
    [InlineData("enable --now")]
    public void It_wants_a_name(string line)
    {
        using var run = new ControlRun("unix:///nonexistent");
        run.Run(line).ShouldBe(2);
        run.Output.Lines[0].ShouldBe($"Error: {line.Split(' ')[0]} requires a process name");
    }

    [Fact]
    public void The_original_has_no_such_thing()
    {
        using var server = FakeServer.OfRpc(_ => "<boolean>1</boolean>");
        using var run = new ControlRun(server.Url);
        run.Run("disable web").ShouldBe(3);
        run.Output.Text.ShouldStartWith("Error: disable needs a server with the JSON API");
    }

    private static string AnswerTo(FakeRequest request) =>
        request.Path.Contains("/web/", StringComparison.Ordinal)
            ? """{"results":[{"namespec":"web","group":"web","name":"web","code":"SUCCESS","detail":""}]}"""
            : Group;
}
