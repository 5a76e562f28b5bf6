using Supervisor.Gateway.Tests.Serving;
using Supervisor.Protocol.Processes;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Gateway.Tests.Api;

/// <summary>All processes of programs in the JSON API.</summary>
public sealed class TreeEndpointTests
{
    [Theory]
    [InlineData("web", "web", "web")]
    [InlineData("g%3Aweb", "g", "web")]
    [InlineData("g%3A*", "g", null)]
    [InlineData("all", null, null)]
    public void Trees_are_told_of_those_that_are_meant(string path, string? group, string? name)
    {
        using var gateway = RunningGateway.Serving();
        gateway.Master.Answer = _ => new Reply.TreesListed([
            new ProcessTree(
                new ProcessName("g", "web"),
                [
                    new ProgramProcess(20, 10, "S", 1500, "web --serve", MembershipSource.MainProcess),
                    new ProgramProcess(30, 10, "R", 20, "web: worker", MembershipSource.Pipe),
                ]
            ),
            new ProcessTree(new ProcessName("off", "off"), []),
        ]);
        using var client = gateway.Connect();
        var answer = client.Get($"/api/v1/processes/{path}/tree");
        answer.Status.ShouldBe(200);
        answer.Body.ShouldBe(
            """
            {"trees":[{"namespec":"g:web","group":"g","name":"web","processes":[
            {"pid":20,"parentPid":10,"state":"S","ageMilliseconds":1500,"command":"web --serve","knownBy":"main"},
            {"pid":30,"parentPid":10,"state":"R","ageMilliseconds":20,"command":"web: worker","knownBy":"pipe"}]},
            {"namespec":"off","group":"off","name":"off","processes":[]}]}
            """.Replace("\n", "", StringComparison.Ordinal)
        );
        gateway.Master.Requests.ShouldHaveSingleItem().ShouldBe(new Request.ListTrees(new ProcessSelector(group, name)));
    }

    [Fact]
    public void A_bad_name_is_a_problem_and_there_is_nothing_to_post()
    {
        using var gateway = RunningGateway.Serving();
        gateway.Master.Answer = _ => new Reply.Refused(ControlResult.BadName, "web");
        using var client = gateway.Connect();
        client.Get("/api/v1/processes/web/tree").Status.ShouldBe(404);
        client.Ask("POST /api/v1/processes/web/tree HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n").Status.ShouldBe(405);
    }

    [Theory]
    [InlineData(MembershipSource.MainProcess, "main")]
    [InlineData(MembershipSource.ControlGroup, "cgroup")]
    [InlineData(MembershipSource.Pipe, "pipe")]
    [InlineData(MembershipSource.Ancestry, "ancestry")]
    [InlineData(MembershipSource.ProcessGroup, "group")]
    [InlineData(MembershipSource.Variable, "variable")]
    public void Each_way_of_knowing_has_its_word(MembershipSource source, string word) => source.Word().ShouldBe(word);
}
