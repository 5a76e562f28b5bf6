using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Abuse;

/// <summary>More connections than there is room for.</summary>
public sealed class ConnectionFloodTests
{
    private const string LittleMemory = "memory_limit = '64MB'";

    /// <summary>An eighth of a megabyte for each.</summary>
    private const int MostConnections = 512;

    /// <summary>What the gateway may have in memory: its heap, and what the runtime needs besides.</summary>
    private const long MostKilobytes = (64 + 64) * 1024;

    [Theory]
    [InlineData("")]
    [InlineData("GET /ok.html HTTP/1.1\r\nHost:")]
    [InlineData("POST /RPC2 HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n<")]
    [InlineData("POST /api/v1/apply HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")]
    [InlineData("GET /logtail/copy HTTP/1.1\r\nHost: x\r\n\r\n")]
    public void Connections_that_ask_nothing_make_way_for_others(string request)
    {
        using var daemon = new ServedDaemon(LittleMemory);
        daemon.ShouldAnswer();
        var gateway = daemon.Gateway.ProcessId;
        var idle = new List<RawConnection>();
        for (var count = 0; count < 2 * MostConnections; count++)
        {
            var connection = daemon.Connect(count % 2 == 0);
            connection.Send(request);
            idle.Add(connection);
        }
        daemon.ShouldAnswer();
        Until.IsTrue(() => idle.Count(IsOpen) <= MostConnections, "those that were there first have gone");
        IsOpen(idle[0]).ShouldBeFalse();
        daemon.ShouldAnswer();
        idle.ForEach(connection => connection.Dispose());
        daemon.Gateway.ProcessId.ShouldBe(gateway);
        daemon.GatewayKilobytes.ShouldBeLessThan(MostKilobytes);
        daemon.ShouldBeUntouched();

        bool IsOpen(RawConnection connection) => !connection.IsClosed;
    }

    [Fact]
    public void Calls_that_wait_keep_their_connections()
    {
        using var daemon = new ServedDaemon(LittleMemory);
        using var waiting = daemon.Connect();
        waiting.Send("GET /api/v1/processes/deaf/wait?state=STOPPED&timeout=600 HTTP/1.1\r\nHost: x\r\n\r\n");
        daemon.ShouldAnswer();
        var idle = Enumerable.Range(0, 2 * MostConnections).Select(_ => daemon.Connect()).ToArray();
        daemon.ShouldAnswer();
        using var caller = daemon.Connect();
        caller.Send(Calls.Post("supervisor.stopProcess", "deaf"));
        caller.TakeAnswer().ShouldContain("<boolean>1</boolean>");
        waiting.TakeAnswer().ShouldStartWith("HTTP/1.1 200 ");
        Array.ForEach(idle, connection => connection.Dispose());
    }
}
