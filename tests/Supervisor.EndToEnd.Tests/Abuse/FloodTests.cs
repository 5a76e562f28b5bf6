using System.Globalization;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Abuse;

/// <summary>Requests and answers in numbers, with so little memory that it would show.</summary>
public sealed class FloodTests
{
    private const string LittleMemory = "memory_limit = '64MB'";

    /// <summary>What the gateway may have in memory: its heap, and what the runtime needs besides.</summary>
    private const long MostKilobytes = (64 + 64) * 1024;

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
        daemon.GatewayKilobytes.ShouldBeLessThan(MostKilobytes);
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
}
