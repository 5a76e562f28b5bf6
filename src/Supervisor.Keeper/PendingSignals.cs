using Supervisor.Posix;

namespace Supervisor.Keeper;

/// <summary>Signals that came while there was no master. Of each kind the last, as the kernel itself keeps no more (signal(7)).</summary>
internal sealed class PendingSignals
{
    private readonly ReceivedSignal?[] _signals = new ReceivedSignal?[SignalNumber.Highest + 1];

    public void Add(in ReceivedSignal signal) => _signals[signal.Signal.Value] = signal;

    public bool TryTake(out ReceivedSignal signal)
    {
        foreach (ref var pending in _signals.AsSpan())
        {
            if (pending is not { } found)
                continue;
            signal = found;
            pending = null;
            return true;
        }
        signal = default;
        return false;
    }
}
