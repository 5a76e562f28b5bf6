using Supervisor.Posix;

namespace Supervisor.Keeper.Tests;

public sealed class PendingSignalsTests
{
    [Fact]
    public void Of_each_signal_the_last_is_kept_and_taken_once()
    {
        var pending = new PendingSignals();
        pending.Add(Received(SignalNumber.Hangup, 10));
        pending.Add(Received(SignalNumber.Terminate, 11));
        pending.Add(Received(SignalNumber.Hangup, 12));
        Take(pending).ShouldBe([Received(SignalNumber.Hangup, 12), Received(SignalNumber.Terminate, 11)]);
        Take(pending).ShouldBeEmpty();
    }

    [Fact]
    public void One_that_has_been_dealt_with_is_dropped_and_a_number_that_is_none_drops_nothing()
    {
        var pending = new PendingSignals();
        pending.Add(Received(SignalNumber.Hangup, 10));
        pending.Add(Received(SignalNumber.Terminate, 11));
        foreach (var number in new[] { SignalNumber.Hangup.Value, 0, -1, int.MaxValue })
            pending.Drop(number);
        Take(pending).ShouldBe([Received(SignalNumber.Terminate, 11)]);
    }

    private static ReceivedSignal Received(SignalNumber signal, int sender) => new(signal, sender, 0, false);

    private static List<ReceivedSignal> Take(PendingSignals pending)
    {
        var taken = new List<ReceivedSignal>();
        while (pending.TryTake(out var signal))
            taken.Add(signal);
        return taken;
    }
}
