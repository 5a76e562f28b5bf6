using Supervisor.EndToEnd.Tests.Surroundings;

namespace Supervisor.EndToEnd.Tests.Abuse;

/// <summary>Clients and gateways that are gone in the middle of something.</summary>
public sealed class GatewayEndTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(300);

    [Fact]
    public void Clients_that_vanish_while_their_calls_wait_leave_nothing_behind()
    {
        const int Clients = 100;
        using var daemon = new ServedDaemon();
        var clients = Enumerable.Range(0, Clients).Select(index => daemon.Connect(index % 2 == 0)).ToArray();
        foreach (var client in clients)
            client.Send("GET /api/v1/processes/deaf/wait?state=STOPPED&timeout=3600 HTTP/1.1\r\nHost: x\r\n\r\n");
        daemon.ShouldAnswer();
        clients.ShouldAllBe(client => client.IsSilent);
        Array.ForEach(clients, client => client.Dispose());
        var gateway = daemon.Gateway;
        Until.IsTrue(
            () => gateway.Descriptors().Values.Count(target => target.StartsWith("socket:", StringComparison.Ordinal)) < Clients,
            "their connections are closed"
        );
        daemon.ShouldAnswer();
        daemon.ShouldBeUntouched();
    }

    [Fact]
    public async Task Killed_while_eight_clients_call_it_is_back_at_once_and_no_connection_is_refused()
    {
        const int Clients = 8;
        using var daemon = new ServedDaemon();
        daemon.ShouldAnswer();
        var gateway = daemon.Gateway.ProcessId;
        var isOver = false;
        var (answered, lost) = (0, 0);
        var calling = Enumerable
            .Range(0, Clients)
            .Select(index =>
                Task.Factory.StartNew(
                    () =>
                    {
                        while (!Volatile.Read(ref isOver))
                        {
                            // Connecting always succeeds; what was under way is lost, and nothing else.
                            using var client = daemon.Connect(index % 2 == 0);
                            client.Send(Calls.Multicall("supervisor.getAllProcessInfo", 100));
                            var answer = client.TakeAnswerIfAny();
                            answer?.ShouldStartWith("HTTP/1.1 200 ");
                            Interlocked.Increment(ref (answer is null ? ref lost : ref answered));
                        }
                    },
                    TaskCreationOptions.LongRunning
                )
            )
            .ToArray();
        var kills = 0;
        do
        {
            var before = Volatile.Read(ref answered);
            Until.IsTrue(() => Volatile.Read(ref answered) > before + Clients, "calls are answered");
            Signals.Send(daemon.Gateway.ProcessId, Signals.Kill);
            kills++;
        } while (Volatile.Read(ref lost) == 0);
        daemon.ShouldAnswer();
        Volatile.Write(ref isOver, true);
        await Task.WhenAll(calling);
        daemon.Gateway.ProcessId.ShouldNotBe(gateway);
        lost.ShouldBeLessThanOrEqualTo(kills * Clients);
        daemon.ShouldBeUntouched();
    }

    /// <summary>While the master stands still the requests collect; while the gateway does, their answers do.</summary>
    [Fact]
    public void One_that_takes_no_answers_is_given_up_and_replaced()
    {
        const int Calling = 400;
        using var daemon = new ServedDaemon(
            programs: "[program.many]\ncommand = 'sleep 1000'\nautostart = false\nnumprocs = 500\n"
                + $"process_name = '{new string('n', 100)}%(process_num)d'\n"
        );
        daemon.ShouldAnswer();
        var gateway = daemon.Gateway;
        var clients = Enumerable.Range(0, Calling).Select(_ => daemon.Connect()).ToArray();
        Signals.Send(daemon.Process.View.ProcessId, Signals.Stop);
        foreach (var client in clients)
            client.Send(Calls.Post("supervisor.getAllProcessInfo"));
        Until.IsTrue(() => Rests(gateway), "the gateway has asked the master for all of it");
        Signals.Send(gateway.ProcessId, Signals.Stop);
        Signals.Send(daemon.Process.View.ProcessId, Signals.Continue);
        daemon.Process.WaitForLog("the gateway is given up and another takes its place: it has left");
        Until.IsTrue(() => gateway.IsGone, "it is ended and reaped");
        daemon.ShouldAnswer();
        Array.ForEach(clients, client => client.Dispose());
        daemon.ShouldBeUntouched();
    }

    /// <summary>Every thread sleeps; some have a timer of their own.</summary>
    private static bool Rests(ProcessView process)
    {
        var before = process.Threads().Sum(thread => thread.Sleeps);
        Thread.Sleep(Moment);
        var after = process.Threads();
        return after.All(thread => thread.IsAsleep) && after.Sum(thread => thread.Sleeps) - before < 10;
    }
}
