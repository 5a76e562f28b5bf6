using Supervisor.Gateway.Listening;
using Supervisor.Posix;
using Supervisor.Protocol.Requests;

namespace Supervisor.Gateway.Tests.Serving;

/// <summary>What becomes of connections when the gateway is told to leave.</summary>
public sealed class FarewellTests
{
    private const string Ok = "GET /ok.html HTTP/1.1\r\nHost: x\r\n\r\n";
    private const string Describe = "GET /api/v1/daemon HTTP/1.1\r\nHost: x\r\n\r\n";

    /// <summary>Longer than any test.</summary>
    private static readonly TimeSpan Ever = TimeSpan.FromHours(1);

    [Fact]
    public void One_that_has_just_come_is_answered_and_told_that_it_ends()
    {
        using var gateway = RunningGateway.Serving(new FarewellTimes(Ever, Ever));
        using var accepted = gateway.Connect();
        // Connections are accepted in their order.
        using var kept = gateway.Connect();
        kept.Ask(Ok).Header("Connection").ShouldBeNull();
        gateway.Master.Leave();
        ShouldBeTheLast(kept, Ok);
        gateway.HasEnded.ShouldBeFalse();
        var answer = accepted.Ask(Ok);
        answer.Status.ShouldBe(200);
        answer.Header("Connection").ShouldBe("close");
        gateway.Status().ShouldBe(0);
    }

    [Fact]
    public void None_is_waited_for_any_longer()
    {
        using var gateway = RunningGateway.Serving(new FarewellTimes(TimeSpan.Zero, TimeSpan.Zero));
        using var @new = gateway.Connect();
        using var kept = gateway.Connect();
        kept.Ask(Ok);
        gateway.Master.Leave();
        gateway.Status().ShouldBe(0);
        kept.TakeRest().ShouldBe("");
        @new.TakeRest().ShouldBe("");
    }

    [Fact]
    public void One_that_is_kept_is_answered_once_more()
    {
        using var gateway = RunningGateway.Serving(new FarewellTimes(Ever, Ever));
        using var kept = gateway.Connect();
        kept.Ask(Ok);
        gateway.Master.Leave();
        ShouldBeTheLast(kept, Ok);
        gateway.Status().ShouldBe(0);
    }

    [Fact]
    public void Those_that_wait_are_answered_before_it_leaves()
    {
        using var gateway = RunningGateway.Start();
        var listener = gateway.ListenLocally();
        var waiting = Enumerable.Range(0, 20).Select(_ => gateway.Connect()).ToArray();
        Array.ForEach(waiting, client => client.Send(Ok));
        gateway.Master.Configure(null, (RunningGateway.Open, listener));
        gateway.Master.Leave();
        foreach (var client in waiting)
        {
            client.Take().Body.ShouldBe("OK");
            client.Dispose();
        }
        gateway.Status().ShouldBe(0);
    }

    [Fact]
    public void One_that_follows_a_log_goes_on_until_it_is_told_to_hurry()
    {
        using var gateway = RunningGateway.Serving(new FarewellTimes(TimeSpan.Zero, TimeSpan.Zero));
        var path = Path.Combine(gateway.DirectoryPath, "log");
        File.WriteAllText(path, "before\n");
        gateway.Master.OpenLog = _ => LogFile.TryOpenForReading(path, out var log) == 0 ? log : null;
        using var reader = gateway.Connect();
        reader.Send("GET /logtail/web/stdout HTTP/1.1\r\nHost: x\r\n\r\n");
        reader.TakeHead().Status.ShouldBe(200);
        reader.TakeChunk().ShouldBe("before\n");
        gateway.Master.Retire();
        File.AppendAllText(path, "after\n");
        reader.TakeChunk().ShouldBe("after\n");
        gateway.HasEnded.ShouldBeFalse();
        gateway.Master.Leave();
        // The answer ends in order.
        reader.TakeChunk().ShouldBe("");
        gateway.Status().ShouldBe(0);
    }

    [Fact]
    public void One_that_waits_for_the_master_is_answered_however_late()
    {
        using var gateway = RunningGateway.Serving(new FarewellTimes(TimeSpan.Zero, TimeSpan.Zero));
        using var busy = AskInVain(gateway);
        gateway.Master.Retire();
        gateway.Master.Reply(1, FakeMaster.DefaultAnswer(new Request.DescribeDaemon()));
        busy.Take().Status.ShouldBe(200);
        gateway.Status().ShouldBe(0);
    }

    [Fact]
    public void It_ends_with_its_master_while_somebody_waits()
    {
        using var gateway = RunningGateway.Serving(new FarewellTimes(TimeSpan.Zero, TimeSpan.Zero));
        using var busy = AskInVain(gateway);
        gateway.Master.Retire();
        gateway.Master.Dispose();
        gateway.Status().ShouldBe(1);
    }

    [Fact]
    public void Without_any_connection_it_leaves_at_once()
    {
        using var gateway = RunningGateway.Serving(new FarewellTimes(Ever, Ever));
        using (var client = gateway.Connect())
            client.Ask(Ok);
        gateway.Master.Leave();
        gateway.Status().ShouldBe(0);
    }

    [Fact]
    public void An_answer_that_was_under_way_tells_that_the_connection_ends()
    {
        using var gateway = RunningGateway.Serving(new FarewellTimes(Ever, Ever));
        using var asked = new ManualResetEventSlim();
        gateway.Master.Answer = _ =>
        {
            asked.Set();
            return null;
        };
        using var busy = gateway.Connect();
        using var kept = gateway.Connect();
        kept.Ask(Ok);
        busy.Send(Describe);
        asked.Wait(TimeSpan.FromSeconds(60)).ShouldBeTrue();
        gateway.Master.Leave();
        // It has been told to leave when this one hears of it.
        ShouldBeTheLast(kept, Ok);
        gateway.HasEnded.ShouldBeFalse();
        gateway.Master.Reply(1, FakeMaster.DefaultAnswer(new Request.DescribeDaemon()));
        var answer = busy.Take();
        answer.Status.ShouldBe(200);
        answer.Header("Connection").ShouldBe("close");
        busy.TakeRest().ShouldBe("");
        gateway.Status().ShouldBe(0);
    }

    [Theory]
    [InlineData("HTTP/1.0", "Connection: keep-alive\r\n")]
    [InlineData("HTTP/1.1", "Connection: keep-alive\r\n")]
    public void Clients_that_ask_to_be_kept_are_told_too(string version, string header)
    {
        using var gateway = RunningGateway.Serving(new FarewellTimes(Ever, Ever));
        using var client = gateway.Connect();
        client.Ask(Ok);
        gateway.Master.Leave();
        ShouldBeTheLast(client, $"GET /ok.html {version}\r\nHost: x\r\n{header}\r\n");
        gateway.Status().ShouldBe(0);
    }

    /// <summary>The notice to leave comes by another socket than the requests, so some of them may be answered before.</summary>
    private static void ShouldBeTheLast(HttpWire client, string request)
    {
        HttpAnswer answer;
        do
        {
            answer = client.Ask(request);
            answer.Status.ShouldBe(200);
        } while (answer.Header("Connection") is not "close");
        client.TakeRest().ShouldBe("");
    }

    /// <summary>A client whose request the master has and does not answer.</summary>
    private static HttpWire AskInVain(RunningGateway gateway)
    {
        using var asked = new ManualResetEventSlim();
        gateway.Master.Answer = _ =>
        {
            asked.Set();
            return null;
        };
        var busy = gateway.Connect();
        busy.Send(Describe);
        asked.Wait(TimeSpan.FromSeconds(60)).ShouldBeTrue();
        return busy;
    }
}
