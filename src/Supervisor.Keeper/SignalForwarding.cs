using Supervisor.Posix;
using Supervisor.Protocol.Keeping;

namespace Supervisor.Keeper;

/// <summary>Brings signals to the master with their sender. What no master has confirmed is kept for the next.</summary>
internal sealed class SignalForwarding(MasterConnection connection)
{
    private readonly PendingSignals _pending = new();

    /// <summary>Forwarded, and not dealt with yet as far as is known.</summary>
    private readonly PendingSignals _sent = new();

    public void Take(in ReceivedSignal signal)
    {
        if (connection.IsOpen)
            Forward(signal);
        else
            _pending.Add(signal);
    }

    /// <summary>The master has dealt with this signal.</summary>
    public void Confirmed(int signal) => _sent.Drop(signal);

    /// <summary>There is a connection to a master.</summary>
    public void MasterCame()
    {
        while (_pending.TryTake(out var signal))
            Forward(signal);
    }

    public void MasterEnded()
    {
        while (_sent.TryTake(out var signal))
            _pending.Add(signal);
    }

    private void Forward(in ReceivedSignal signal)
    {
        _sent.Add(signal);
        var user = signal.IsFromKernel ? -1L : signal.SenderUserId;
        connection.Send(new KeeperFrame(KeeperFrameKind.Signal, 0, signal.Signal.Value, signal.SenderProcessId, user));
    }
}
