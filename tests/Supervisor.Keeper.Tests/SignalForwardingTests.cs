using Supervisor.Posix;
using Supervisor.Protocol.Keeping;

namespace Supervisor.Keeper.Tests;

public sealed class SignalForwardingTests : IDisposable
{
    private readonly MasterEnd _master = new();
    private readonly SignalForwarding _forwarding;

    public SignalForwardingTests() => _forwarding = new SignalForwarding(_master.Connection);

    public void Dispose() => _master.Dispose();

    [Fact]
    public void A_signal_goes_to_the_master_with_its_sender()
    {
        _master.Come();
        _forwarding.Take(new ReceivedSignal(SignalNumber.Hangup, 4711, 1000, false));
        _forwarding.Take(new ReceivedSignal(SignalNumber.Interrupt, 0, 0, true));
        _master
            .Received()
            .ShouldBe([
                new KeeperFrame(KeeperFrameKind.Signal, 0, SignalNumber.Hangup.Value, 4711, 1000),
                new KeeperFrame(KeeperFrameKind.Signal, 0, SignalNumber.Interrupt.Value, 0, -1),
            ]);
    }

    [Fact]
    public void One_that_comes_while_there_is_no_master_waits_for_the_next()
    {
        _forwarding.Take(Received(SignalNumber.Terminate));
        _master.Come();
        _forwarding.MasterCame();
        Signals().ShouldBe([SignalNumber.Terminate.Value]);
    }

    [Fact]
    public void What_a_master_had_not_confirmed_when_it_died_is_for_the_next_and_the_rest_is_not()
    {
        _master.Come();
        _forwarding.Take(Received(SignalNumber.Hangup));
        _forwarding.Take(Received(SignalNumber.User2));
        _forwarding.Confirmed(SignalNumber.User2.Value);
        _master.Go();
        _forwarding.MasterEnded();
        _master.Come();
        _forwarding.MasterCame();
        Signals().ShouldBe([SignalNumber.Hangup.Value]);
    }

    private IEnumerable<long> Signals() => _master.Received().Select(frame => frame.First);

    private static ReceivedSignal Received(SignalNumber signal) => new(signal, 1, 0, false);
}
