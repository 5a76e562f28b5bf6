using Supervisor.Configuration.Settings;
using Supervisor.Engine.Loop;
using Supervisor.Posix;

namespace Supervisor.Engine.Shutdown;

/// <summary>What the daemon does with signals that ask it to end.</summary>
/// <param name="isInForeground">A second Ctrl-C kills.</param>
internal sealed class ExitRequests(ShutdownSequence shutdown, IDaemonLog log, bool isInForeground)
{
    private bool _wasInterrupted;

    /// <summary>Told of each, before anything follows from it.</summary>
    public required Action StaysEnded { get; init; }

    public void Receive(in ReceivedSignal signal)
    {
        StaysEnded();
        var fromTerminal = signal.Signal == SignalNumber.Interrupt && signal.IsFromKernel && isInForeground;
        if (!shutdown.HasBegun)
        {
            _wasInterrupted = fromTerminal;
            log.Write(DaemonLogLevel.Warn, $"received {signal.Signal.Name} indicating exit request ({SenderText.Of(signal)})");
            shutdown.Begin();
            return;
        }
        if (fromTerminal && _wasInterrupted)
        {
            log.Write(DaemonLogLevel.Warn, $"received a second interrupt from the terminal, killing {shutdown.AwaitedNames}");
            shutdown.KillAll();
            return;
        }
        _wasInterrupted |= fromTerminal;
        log.Write(
            DaemonLogLevel.Warn,
            $"received {signal.Signal.Name} again, still waiting for {shutdown.AwaitedNames} ({SenderText.Of(signal)})"
        );
    }
}
