using System.Globalization;
using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Abuse;

/// <summary>Calls that are large for a reason, up to where there is no reason any more.</summary>
public sealed class LargeCallTests
{
    [Theory]
    [InlineData(2_000)]
    [InlineData(10_000)]
    public void Thousands_of_calls_in_one_are_ordinary(int count)
    {
        using var daemon = new ServedDaemon();
        using var client = daemon.Connect();
        client.Send(Calls.Multicall("supervisor.getState", count));
        SupervisordProcess.Occurrences(client.TakeAnswer(), "<string>RUNNING</string>").ShouldBe(count);
        daemon.ShouldBeUntouched();
    }

    [Fact]
    public void Several_megabytes_reach_a_program_without_a_gap()
    {
        const int Size = 3_000_000;
        const int Callers = 4;
        using var daemon = new ServedDaemon();
        var texts = Enumerable.Range(0, Callers).Select(index => new string((char)('a' + index), Size)).ToArray();
        Parallel.For(
            0,
            Callers,
            index =>
            {
                using var client = daemon.Connect(index % 2 == 0);
                // What waits already may be too much for another at this moment: then it is told so, and nothing of it is taken.
                Until.IsTrue(
                    () =>
                    {
                        client.Send(Calls.Post("supervisor.sendProcessStdin", "copy", texts[index]));
                        var answer = client.TakeAnswer();
                        answer.ShouldStartWith("HTTP/1.1 200 ");
                        return answer.Contains("<boolean>1</boolean>", StringComparison.Ordinal);
                    },
                    "the text is taken"
                );
            }
        );
        Until.IsTrue(() => daemon.Process.Text("copy.log").Length >= Callers * Size, "all of it has been copied");
        var copied = daemon.Process.Text("copy.log");
        copied.Length.ShouldBe(Callers * Size);
        texts.ShouldAllBe(text => copied.Contains(text, StringComparison.Ordinal));
        daemon.ShouldBeUntouched();
    }

    [Fact]
    public void A_program_that_does_not_read_is_sent_so_much_and_no_more()
    {
        using var daemon = new ServedDaemon();
        using var client = daemon.Connect();
        var text = Calls.Post("supervisor.sendProcessStdin", "deaf", new string('x', 3_000_000));
        client.Send(text);
        client.TakeAnswer().ShouldContain("<boolean>1</boolean>");
        client.Send(text);
        client.TakeAnswer().ShouldContain("<string>FAILED: deaf does not read its standard input");
        daemon.ShouldBeUntouched();
    }

    /// <summary>With little memory each of these would be the end of a gateway that took what it is given.</summary>
    [Fact]
    public void Large_ones_all_at_once_are_answered_or_refused_and_the_gateway_goes_on()
    {
        using var daemon = new ServedDaemon("memory_limit = '64MB'");
        daemon.ShouldAnswer();
        var gateway = daemon.Gateway.ProcessId;
        byte[][] requests =
        [
            Calls.Post("supervisor.getPID", new string('x', 3_900_000)),
            Calls.PostBody(Calls.Body("supervisor.getPID", Repeated("<struct/>", 120_000))),
            Calls.PostBody(Calls.Body("supervisor.getPID", Names(120_000))),
            Calls.PostBody(Calls.Body("supervisor.getPID", $"<string>{Repeated("x<!---->", 400_000)}</string>")),
            Calls.Multicall("supervisor.getAllProcessInfo", 6_000),
        ];
        foreach (var request in requests)
        {
            Parallel.For(
                0,
                8,
                index =>
                {
                    using var client = daemon.Connect(index % 2 == 0);
                    client.Send(request);
                    client.TakeHead().ShouldMatch("^HTTP/1.1 (200|400|503) ");
                }
            );
            daemon.ShouldAnswer();
        }
        using var beyond = daemon.Connect();
        beyond.Send(Calls.Post("supervisor.getPID", new string('x', 5_000_000)));
        beyond.TakeRest().ShouldStartWith("HTTP/1.1 413 ");
        daemon.Gateway.ProcessId.ShouldBe(gateway, daemon.Process.Log);
        daemon.ShouldBeUntouched();
    }

    private static string Repeated(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static string Names(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"<a{number}/>")));
}
