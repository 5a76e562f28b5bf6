using Supervisor.Protocol.Framing;
using Supervisor.Protocol.Requests;

namespace Supervisor.Gateway.Tests.Serving;

public sealed class GatewayProgramTests
{
    private const string Ok = "GET /ok.html HTTP/1.1\r\nHost: x\r\n\r\n";

    [Fact]
    public void It_answers_on_the_sockets_that_the_master_sent()
    {
        using var gateway = RunningGateway.Start();
        var (descriptor, address) = gateway.ListenOnLoopback();
        gateway.Master.Configure(
            null,
            (RunningGateway.Open with { IsLocal = false }, descriptor),
            (RunningGateway.Open, gateway.ListenLocally())
        );
        using var remote = HttpWire.To(address);
        using var local = gateway.Connect(1);
        remote.Ask(Ok).Body.ShouldBe("OK");
        local.Ask(Ok).Body.ShouldBe("OK");
        local.Ask(Ok).Body.ShouldBe("OK");
    }

    [Fact]
    public void Connections_that_come_before_it_is_configured_wait()
    {
        using var gateway = RunningGateway.Start();
        var listener = gateway.ListenLocally();
        using var early = gateway.Connect();
        early.Send(Ok);
        gateway.Master.Configure(null, (RunningGateway.Open, listener));
        early.Take().Body.ShouldBe("OK");
    }

    [Fact]
    public void A_new_configuration_replaces_the_sockets_and_leaves_the_connections()
    {
        using var gateway = RunningGateway.Start();
        var first = gateway.ListenLocally();
        var second = gateway.ListenLocally();
        gateway.Master.Configure(null, (RunningGateway.Open, first));
        using var old = gateway.Connect(0);
        old.Ask(Ok).Body.ShouldBe("OK");

        gateway.Master.Configure(null, (RunningGateway.Open, second));
        using var @new = gateway.Connect(1);
        @new.Ask(Ok).Body.ShouldBe("OK");
        old.Ask(Ok).Body.ShouldBe("OK");
        // The first socket is still the master's: what comes there waits for whoever listens next.
        using var waiting = gateway.Connect(0);
        waiting.Send(Ok);
        gateway.Master.Configure(null, (RunningGateway.Open, first), (RunningGateway.Open, second));
        waiting.Take().Body.ShouldBe("OK");
    }

    [Fact]
    public void It_ends_when_it_is_idle()
    {
        using var gateway = RunningGateway.Serving(idleTimeout: 50);
        gateway.Status().ShouldBe(0);
    }

    [Fact]
    public void An_open_connection_keeps_it()
    {
        using var gateway = RunningGateway.Start();
        var listener = gateway.ListenLocally();
        // It is there before the time begins to run, so it always comes first.
        using (var wire = gateway.Connect())
        {
            gateway.Master.Configure(1, (RunningGateway.Open, listener));
            wire.Ask(Ok).Body.ShouldBe("OK");
            gateway.HasEnded.ShouldBeFalse();
            wire.Ask(Ok).Body.ShouldBe("OK");
        }
        gateway.Status().ShouldBe(0);
    }

    [Theory]
    [InlineData("GET", "/", 200)]
    [InlineData("HEAD", "/", 404)]
    [InlineData("PUT", "/index.html", 400)]
    [InlineData("GET", "/nothing.html", 404)]
    public void Paths_answer_the_methods_that_the_original_answers(string method, string path, int status)
    {
        using var gateway = RunningGateway.Serving();
        using var client = gateway.Connect();
        client.Send($"{method} {path} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        client.TakeRest().ShouldStartWith($"HTTP/1.1 {status} ");
    }

    [Fact]
    public void Told_to_leave_it_finishes_what_is_under_way()
    {
        using var gateway = RunningGateway.Serving();
        using var asked = new ManualResetEventSlim();
        gateway.Master.Answer = _ =>
        {
            asked.Set();
            return null;
        };
        using var busy = gateway.Connect();
        using var idle = gateway.Connect();
        idle.Ask(Ok).Body.ShouldBe("OK");
        busy.Send("GET /api/v1/daemon HTTP/1.1\r\nHost: x\r\n\r\n");
        asked.Wait(TimeSpan.FromSeconds(60)).ShouldBeTrue();

        gateway.Master.Leave();
        idle.TakeRest().ShouldBe("");
        gateway.HasEnded.ShouldBeFalse();
        gateway.Master.Reply(1, FakeMaster.DefaultAnswer(new Request.DescribeDaemon()));
        busy.Take().Status.ShouldBe(200);
        gateway.Status().ShouldBe(0);
    }

    [Fact]
    public void Another_version_of_the_protocol_ends_it()
    {
        using var gateway = RunningGateway.Start();
        gateway.Master.Configure(ProtocolVersion.Current + 1, null);
        gateway.Status().ShouldBe(1);
    }

    [Fact]
    public void It_ends_at_once_when_the_master_is_gone()
    {
        using var gateway = RunningGateway.Serving();
        using var wire = gateway.Connect();
        wire.Ask(Ok).Body.ShouldBe("OK");
        gateway.Master.Dispose();
        gateway.Status().ShouldBe(1);
        wire.TakeRest().ShouldBe("");
    }

    [Fact]
    public void Whoever_waits_when_the_master_goes_is_told_so_in_the_form_of_the_call()
    {
        const string Body = "<?xml version='1.0'?><methodCall><methodName>supervisor.getState</methodName><params></params></methodCall>";
        using var gateway = RunningGateway.Serving();
        gateway.Master.Answer = _ => null;
        var callers = Enumerable.Range(0, 8).Select(_ => gateway.Connect()).ToArray();
        var askers = Enumerable.Range(0, 8).Select(_ => gateway.Connect()).ToArray();
        foreach (var caller in callers)
            caller.Send($"POST /RPC2 HTTP/1.1\r\nHost: x\r\nContent-Length: {Body.Length}\r\n\r\n{Body}");
        foreach (var asker in askers)
            asker.Send("GET /api/v1/daemon HTTP/1.1\r\nHost: x\r\n\r\n");
        SpinWait.SpinUntil(() => gateway.Master.Requests.Count == 16, TimeSpan.FromSeconds(60)).ShouldBeTrue();
        gateway.Master.Dispose();
        gateway.Status().ShouldBe(1);
        foreach (var caller in callers)
        {
            var rest = caller.TakeRest();
            rest.ShouldStartWith("HTTP/1.1 200 ");
            rest.ShouldContain("<value><int>30</int></value>");
            rest.ShouldContain("look, and ask again");
        }
        foreach (var asker in askers)
        {
            var rest = asker.TakeRest();
            rest.ShouldStartWith("HTTP/1.1 503 ");
            rest.ShouldContain("look, and ask again");
        }
        foreach (var wire in callers.Concat(askers))
            wire.Dispose();
    }
}
