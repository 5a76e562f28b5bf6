using System.Globalization;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Abuse;

/// <summary>More of everything than there is room for, with so little memory that it would show.</summary>
public sealed class FloodTests
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
        Resident(daemon).ShouldBeLessThan(MostKilobytes);
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

    [Fact]
    public void Readers_that_stop_reading_hold_little()
    {
        const int Readers = 200;
        using var daemon = new ServedDaemon(LittleMemory);
        daemon.ShouldAnswer();
        var gateway = daemon.Gateway.ProcessId;
        var tails = Enumerable.Range(0, Readers).Select(_ => daemon.Connect()).ToArray();
        foreach (var tail in tails)
        {
            tail.Send("GET /logtail/copy HTTP/1.1\r\nHost: x\r\n\r\n");
            tail.TakeHead().ShouldStartWith("HTTP/1.1 200 ");
        }
        using (var caller = daemon.Connect())
        {
            caller.Send(Calls.Post("supervisor.sendProcessStdin", "copy", new string('x', 1_000_000)));
            caller.TakeAnswer().ShouldContain("<boolean>1</boolean>");
        }
        Until.IsTrue(() => daemon.Process.Text("copy.log").Length == 1_000_000, "the log has grown");
        var calls = Calls.Multicall("supervisor.getAllProcessInfo", 500);
        var answers = Enumerable.Range(0, 20).Select(_ => daemon.Connect()).ToArray();
        foreach (var answer in answers)
            answer.Send(calls);
        foreach (var answer in answers)
            answer.TakeHead().ShouldStartWith("HTTP/1.1 200 ");
        daemon.ShouldAnswer();
        daemon.Gateway.ProcessId.ShouldBe(gateway);
        Resident(daemon).ShouldBeLessThan(MostKilobytes);
        // One that reads on misses nothing.
        for (var taken = 0; taken < 1_000_000; )
        {
            var size = int.Parse(tails[0].TakeLine(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            tails[0].Take(size + 2).ShouldBe(new string('x', size) + "\r\n");
            taken += size;
        }
        Array.ForEach(tails, tail => tail.Dispose());
        Array.ForEach(answers, answer => answer.Dispose());
        daemon.ShouldAnswer();
        daemon.ShouldBeUntouched();
    }

    [Fact]
    public async Task Requests_one_behind_the_other_are_answered_in_their_order()
    {
        const int Requests = 600;
        using var daemon = new ServedDaemon(LittleMemory);
        using var client = daemon.Connect();
        var names = Enumerable.Range(0, Requests).Select(number => string.Create(CultureInfo.InvariantCulture, $"no{number}"));
        // What fits is read ahead, and the rest waits where it is: so somebody has to send while the answers are taken.
        var sending = Task.Run(() =>
        {
            foreach (var name in names)
                client.Send(Calls.Post("supervisor.getProcessInfo", name));
        });
        foreach (var name in names)
            client.TakeAnswer().ShouldContain($"BAD_NAME: {name}<");
        await sending;
        daemon.ShouldBeUntouched();
    }

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

    private static long Resident(ServedDaemon daemon) =>
        long.Parse(daemon.Gateway.Status("RssAnon").Split(' ')[0], CultureInfo.InvariantCulture);
}
