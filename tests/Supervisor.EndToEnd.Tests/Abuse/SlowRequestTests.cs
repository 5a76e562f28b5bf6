namespace Supervisor.EndToEnd.Tests.Abuse;

/// <summary>Requests whose ends do not come.</summary>
public sealed class SlowRequestTests
{
    [Fact]
    public void Slow_ones_are_told_that_their_time_is_over()
    {
        using var daemon = new ServedDaemon();
        string[] requests =
        [
            "GET /ok.html HTTP/1.1\r\nHost: x\r\n",
            "POST /RPC2 HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n<",
            "POST /RPC2 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
            // In haste at first, it would have credit for minutes.
            "POST /RPC2 HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n" + new string('x', 900_000),
            "POST /api/v1/processes/copy/start HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{",
        ];
        var clients = requests.Select(_ => daemon.Connect()).ToArray();
        for (var index = 0; index < requests.Length; index++)
            clients[index].Send(requests[index]);
        daemon.ShouldAnswer();
        clients.Select(client => client.TakeRest()).ShouldAllBe(answer => answer.StartsWith("HTTP/1.1 408 ", StringComparison.Ordinal));
        Array.ForEach(clients, client => client.Dispose());
        daemon.ShouldBeUntouched();
    }
}
