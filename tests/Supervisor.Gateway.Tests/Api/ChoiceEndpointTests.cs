using Supervisor.Gateway.Tests.Serving;
using Supervisor.Protocol.Processes;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Gateway.Tests.Api;

/// <summary>What the JSON API tells and takes of programs that run once, and of those that are disabled.</summary>
public sealed class ChoiceEndpointTests
{
    [Theory]
    [InlineData("web", "web", "web")]
    [InlineData("g%3Aweb", "g", "web")]
    [InlineData("g%3A*", "g", null)]
    [InlineData("all", null, null)]
    public void Processes_are_disabled_and_enabled(string path, string? group, string? name)
    {
        using var gateway = RunningGateway.Serving();
        gateway.Master.Answer = _ => new Reply.ProcessesHandled([
            new ProcessOutcome(new ProcessName("g", "web"), ControlResult.Success, ""),
        ]);
        var processes = new ProcessSelector(group, name);
        foreach (
            var (action, request) in new (string, Request)[]
            {
                ("disable", new Request.Disable(processes)),
                ("enable", new Request.Enable(processes)),
            }
        )
        {
            var answer = Post(gateway, $"/api/v1/processes/{path}/{action}");
            answer.Status.ShouldBe(200);
            answer.Body.ShouldBe("""{"results":[{"namespec":"g:web","group":"g","name":"web","code":"SUCCESS","detail":""}]}""");
            gateway.Master.Requests.Last().ShouldBe(request);
        }
    }

    [Fact]
    public void What_cannot_be_kept_is_a_problem()
    {
        using var gateway = RunningGateway.Serving();
        gateway.Master.Answer = _ => new Reply.Refused(ControlResult.Failed, "the disk is full");
        var answer = Post(gateway, "/api/v1/processes/web/disable");
        answer.Status.ShouldBe(500);
        answer.Body.ShouldContain("\"detail\":\"the disk is full\",\"code\":\"FAILED\"");
    }

    [Theory]
    [InlineData("disable")]
    [InlineData("enable")]
    public void Looking_changes_nothing(string action)
    {
        using var gateway = RunningGateway.Serving();
        using var client = gateway.Connect();
        client.Get($"/api/v1/processes/web/{action}").Status.ShouldBe(405);
        gateway.Master.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void A_process_tells_whether_it_is_completed_and_whether_it_is_disabled()
    {
        using var gateway = RunningGateway.Serving();
        var process = ProcessSnapshots.Running("web", "web") with { State = ProcessState.Exited, IsCompleted = true };
        gateway.Master.Answer = _ => new Reply.ProcessesListed(1, [process, process with { IsCompleted = false, IsDisabled = true }]);
        using var client = gateway.Connect();
        var body = client.Get("/api/v1/processes").Body;
        body.ShouldContain("\"isCompleted\":true,\"isDisabled\":false");
        body.ShouldContain("\"isCompleted\":false,\"isDisabled\":true");
    }

    [Fact]
    public void Without_a_state_the_success_of_a_start_is_waited_for()
    {
        using var gateway = RunningGateway.Serving();
        gateway.Master.Answer = _ => new Reply.ProcessesListed(1, [ProcessSnapshots.Running("web", "web")]);
        using var client = gateway.Connect();
        client.Get("/api/v1/processes/web/wait?timeout=2").Status.ShouldBe(200);
        var wait = gateway.Master.Requests.ShouldHaveSingleItem().ShouldBeOfType<Request.WaitForState>();
        wait.States.ShouldBeEmpty();
        wait.TimeoutMilliseconds.ShouldBe(2000);
        client.Get("/api/v1/processes/web/wait?state=").Status.ShouldBe(400);
    }

    private static HttpAnswer Post(RunningGateway gateway, string path)
    {
        using var client = gateway.Connect();
        return client.Ask($"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{{}}");
    }
}
