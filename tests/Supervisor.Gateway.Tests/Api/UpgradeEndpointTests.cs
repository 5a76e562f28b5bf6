using Supervisor.Gateway.Tests.Serving;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Gateway.Tests.Api;

/// <summary>How the JSON API takes the wish for another executable, and how a caller learns that the daemon has gone over to it.</summary>
public sealed class UpgradeEndpointTests
{
    private const string Path = "/api/v1/daemon/upgrade";

    [Theory]
    [InlineData("{}", "")]
    [InlineData("""{"binary": ""}""", "")]
    [InlineData("""{"binary": "/opt/a b/supervisord"}""", "/opt/a b/supervisord")]
    public void An_upgrade_is_asked_for(string body, string binary)
    {
        using var gateway = RunningGateway.Serving();
        gateway.Master.Answer = _ => Reply.Done.Instance;
        var answer = Post(gateway, body);
        answer.Status.ShouldBe(200);
        answer.Body.ShouldBe("""{"code":"SUCCESS"}""");
        gateway.Master.Requests.ShouldHaveSingleItem().ShouldBe(new Request.Upgrade(binary));
    }

    [Fact]
    public void Why_it_is_refused_is_told()
    {
        using var gateway = RunningGateway.Serving();
        gateway.Master.Answer = _ => new Reply.Refused(ControlResult.Failed, "the trial run was ended by SIGSEGV");
        var answer = Post(gateway, "{}");
        answer.Status.ShouldBe(500);
        answer.Body.ShouldContain("\"detail\":\"the trial run was ended by SIGSEGV\",\"code\":\"FAILED\"");
    }

    [Theory]
    [InlineData("""{"binary": "bin/supervisord"}""", 400)]
    [InlineData("""{"binary": null}""", 400)]
    [InlineData("""{"binary": 3}""", 400)]
    [InlineData("""{"path": "/opt/supervisord"}""", 400)]
    [InlineData("[]", 400)]
    public void What_says_no_path_does_not_reach_the_master(string body, int status)
    {
        using var gateway = RunningGateway.Serving();
        Post(gateway, body).Status.ShouldBe(status);
        gateway.Master.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void Looking_changes_nothing()
    {
        using var gateway = RunningGateway.Serving();
        using var client = gateway.Connect();
        var answer = client.Get(Path);
        answer.Status.ShouldBe(405);
        answer.Header("Allow").ShouldBe("POST");
        gateway.Master.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void The_daemon_tells_who_supervises_and_how_often_it_has_gone_over()
    {
        using var gateway = RunningGateway.Serving();
        gateway.Master.Answer = _ => new Reply.DaemonDescribed("supervisor", "0.1.0", 7, SupervisorState.Running)
        {
            MasterId = 8,
            Upgrades = 3,
        };
        using var client = gateway.Connect();
        client
            .Get("/api/v1/daemon")
            .Body.ShouldBe(
                """{"identifier":"supervisor","version":"0.1.0","pid":7,"state":"RUNNING","stateCode":1,"masterPid":8,"upgrades":3}"""
            );
    }

    private static HttpAnswer Post(RunningGateway gateway, string body)
    {
        using var client = gateway.Connect();
        return client.Ask(
            $"POST {Path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"
        );
    }
}
