using Supervisor.Gateway.Authentication;

namespace Supervisor.Gateway.Tests.Authentication;

public sealed class SlowChecksTests
{
    [Fact]
    public async Task A_caller_waits_behind_one_check_of_another_whatever_waits_there()
    {
        using var checks = new SlowChecks();
        using var gate = new ManualResetEventSlim();
        var order = new List<string>();
        var first = Task.Run(() => checks.RunAsync("many", () => Wait(gate, order, "many 1"), CancellationToken.None));
        SpinWait.SpinUntil(() => Count(order) == 1, TimeSpan.FromSeconds(60)).ShouldBeTrue();
        var second = checks.RunAsync("many", () => Note(order, "many 2"), CancellationToken.None);
        var third = checks.RunAsync("many", () => Note(order, "many 3"), CancellationToken.None);
        var other = checks.RunAsync("other", () => Note(order, "other"), CancellationToken.None);
        gate.Set();
        (await Task.WhenAll(first, second, third, other)).ShouldAllBe(result => result == true);
        order.IndexOf("other").ShouldBeLessThan(order.IndexOf("many 2"));
    }

    [Fact]
    public async Task More_than_a_caller_may_have_are_refused_at_once_and_taken_again_later()
    {
        using var checks = new SlowChecks();
        using var gate = new ManualResetEventSlim();
        var order = new List<string>();
        var running = Task.Run(() => checks.RunAsync("many", () => Wait(gate, order, "first"), CancellationToken.None));
        SpinWait.SpinUntil(() => Count(order) == 1, TimeSpan.FromSeconds(60)).ShouldBeTrue();
        var waiting = Enumerable
            .Range(1, SlowChecks.MostOfCaller - 1)
            .Select(_ => checks.RunAsync("many", () => true, CancellationToken.None))
            .ToArray();
        (await checks.RunAsync("many", () => true, CancellationToken.None)).ShouldBeNull();
        gate.Set();
        (await Task.WhenAll(waiting.Append(running))).ShouldAllBe(result => result == true);
        (await checks.RunAsync("many", () => false, CancellationToken.None)).ShouldBe(false);
    }

    [Fact]
    public async Task Who_goes_away_while_waiting_holds_up_nobody()
    {
        using var checks = new SlowChecks();
        using var gate = new ManualResetEventSlim();
        using var gone = new CancellationTokenSource();
        var order = new List<string>();
        var running = Task.Run(() => checks.RunAsync("one", () => Wait(gate, order, "first"), CancellationToken.None));
        SpinWait.SpinUntil(() => Count(order) == 1, TimeSpan.FromSeconds(60)).ShouldBeTrue();
        var waiting = checks.RunAsync("one", () => true, gone.Token);
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);
        gate.Set();
        (await running).ShouldBe(true);
        (await checks.RunAsync("one", () => true, CancellationToken.None)).ShouldBe(true);
    }

    private static bool Wait(ManualResetEventSlim gate, List<string> order, string name)
    {
        Note(order, name);
        return gate.Wait(TimeSpan.FromSeconds(60));
    }

    private static bool Note(List<string> order, string name)
    {
        lock (order)
            order.Add(name);
        return true;
    }

    private static int Count(List<string> order)
    {
        lock (order)
            return order.Count;
    }
}
