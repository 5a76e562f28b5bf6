using Supervisor.Posix;

namespace Supervisor.Keeper;

/// <summary>Signals that no master has dealt with. Of each kind the last, as the kernel itself keeps no more (signal(7)).</summary>
internal sealed class PendingSignals
{
    private readonly ReceivedSignal?[] _signals = new ReceivedSignal?[SignalNumber.Highest + 1];

    public void Add(in ReceivedSignal signal) => _signals[signal.Signal.Value] = signal;

    public void Drop(int signal)
    {
        if (signal > 0 && signal < _signals.Length)
            _signals[signal] = null;
    }

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
