using Supervisorctl.Tests.Surroundings;

namespace Supervisorctl.Tests;

public sealed class TreeTests
{
    private const string Trees = """
        {"trees":[{"namespec":"g:web","group":"g","name":"web","processes":[
        {"pid":20,"parentPid":10,"state":"S","ageMilliseconds":61500,"command":"web --serve","knownBy":"main"},
        {"pid":21,"parentPid":20,"state":"S","ageMilliseconds":3723000,"command":"web: worker","knownBy":"cgroup"},
        {"pid":22,"parentPid":21,"state":"R","ageMilliseconds":90061000,"command":"[helper]","knownBy":"ancestry"},
        {"pid":30,"parentPid":1,"state":"D","ageMilliseconds":0,"command":"orphan","knownBy":"pipe"}]},
        {"namespec":"off","group":"off","name":"off","processes":[]}]}
        """;

    [Fact]
    public void Children_stand_below_their_parents_with_how_each_is_known()
    {
        using var server = FakeServer.OfBoth(_ => "", _ => FakeServer.Json(Trees));
        using var run = new ControlRun(server.Url);
        run.Run("tree g:web").ShouldBe(0);
        run.Output.Lines.ShouldBe([
            "g:web",
            "  20 S 01:01 web --serve [main]",
            "    21 S 01:02:03 web: worker [cgroup, parent 20]",
            "      22 R 1-01:01:01 [helper] [ancestry]",
            "  30 D 00:00 orphan [pipe, parent 1]",
            "off: no process",
        ]);
        server.Requests.Select(request => request.Path).ShouldBe(["/api/v1/processes/g%3Aweb/tree"]);
    }

    [Theory]
    [InlineData("tree")]
    [InlineData("tree all")]
    [InlineData("tree a all")]
    public void Without_a_name_all_are_told(string line)
    {
        using var server = FakeServer.OfBoth(_ => "", _ => FakeServer.Json("""{"trees":[]}"""));
        using var run = new ControlRun(server.Url);
        run.Run(line).ShouldBe(0);
        server.Requests.Select(request => request.Path).ShouldBe(["/api/v1/processes/all/tree"]);
    }

    [Fact]
    public void As_JSON_the_trees_are_as_the_server_tells_them()
    {
        using var server = FakeServer.OfBoth(_ => "", _ => FakeServer.Json(Trees));
        using var run = new ControlRun(server.Url);
        run.Run("tree --json g:web").ShouldBe(0);
        using var printed = System.Text.Json.JsonDocument.Parse(run.Output.Text);
        using var told = System.Text.Json.JsonDocument.Parse(Trees);
        System.Text.Json.JsonElement.DeepEquals(printed.RootElement, told.RootElement.GetProperty("trees")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("BAD_NAME", "web", "web: ERROR (no such process)\n")]
    [InlineData("BAD_NAME", "web:*", "web:*: ERROR (no such group)\n")]
    [InlineData("SHUTDOWN_STATE", "web", "web: ERROR (shutting down)\n")]
    [InlineData("FAILED", "web", "web: ERROR (why)\n")]
    public void What_the_server_refuses_is_said(string code, string name, string output)
    {
        using var server = FakeServer.OfBoth(_ => "", _ => FakeServer.Problem(422, code, "why"));
        using var run = new ControlRun(server.Url);
        run.Run($"tree {name}").ShouldBe(1);
        run.Output.Text.ShouldBe(output);
    }
}
