using Supervisor.Configuration.Settings;
using Supervisor.Engine.Events;
using Supervisor.Engine.Slots;
using Supervisor.Posix;

namespace Supervisor.Engine.Listeners;

/// <summary>One process of a pool, as its protocol sees it.</summary>
internal sealed class EventListener(ProcessSlot slot, IDaemonLog log)
{
    private readonly ListenerScanner _scanner = new();

    public ProcessSlot Slot => slot;

    public ListenerState State { get; private set; } = ListenerState.Acknowledged;

    /// <summary>What it has been given and owes a result for.</summary>
    public NumberedEvent? Event { get; private set; }

    /// <summary>
    /// It can be given an event: it runs, it has said so, and nothing of an earlier run is still to be told, which the state might be of.
    /// </summary>
    public bool IsFree => State == ListenerState.Ready && slot.Status.State == ProcessState.Running && slot.OpenDrains == 0;

    private string Name => slot.Settings.Name;

    /// <summary>Writes an event to it.</summary>
    /// <returns>False: it takes none, because it has closed its standard input or too much waits for it there.</returns>
    public bool TrySend(NumberedEvent numbered, ReadOnlyMemory<byte> envelope)
    {
        var errno = slot.Pipes?.Stdin.Write(envelope) ?? Errno.EPIPE;
        if (errno != 0)
        {
            Debug(
                errno == Errno.EPIPE
                    ? $"epipe occurred while sending event {numbered.Serial} to listener {Name}, listener state unchanged"
                    : $"event {numbered.Serial} cannot be sent to listener {Name}: {Errno.Describe(errno)}"
            );
            return false;
        }
        State = ListenerProtocol.Step(State, ListenerInputKind.Sent).Next;
        Event = numbered;
        Debug($"event {numbered.Serial} sent to listener {Name}");
        return true;
    }

    /// <summary>What it wrote.</summary>
    /// <param name="returned">Told of each event that it does not take; with whether it refused it.</param>
    public void Receive(ReadOnlySpan<byte> bytes, Action<NumberedEvent, bool> returned)
    {
        _scanner.Add(bytes);
        while (_scanner.TryRead(State, out var input))
        {
            if (input.Kind == ListenerInputKind.BadResult)
                log.Write(DaemonLogLevel.Warn, $"{Name}: bad result line: '{input.Line}'");
            Step(input.Kind, returned);
        }
    }

    /// <summary>Its process has ended: the next run begins anew.</summary>
    public void End(Action<NumberedEvent, bool> returned)
    {
        _scanner.Clear();
        Step(ListenerInputKind.Ended, returned);
    }

    private void Step(ListenerInputKind input, Action<NumberedEvent, bool> returned)
    {
        var (before, step) = (State, ListenerProtocol.Step(State, input));
        State = step.Next;
        if (step.Effect == ListenerEffect.Processed)
            Debug($"{Name}: event was processed");
        else if (step.Effect == ListenerEffect.Rejected)
            log.Write(DaemonLogLevel.Warn, $"{Name}: event was rejected");
        if (before != State && input != ListenerInputKind.Ended)
            Debug($"{Name}: {before.Word()} -> {State.Word()}");
        if (step.Effect == ListenerEffect.Violated)
            log.Write(
                DaemonLogLevel.Warn,
                $"{Name}: has entered the UNKNOWN state and will no longer receive events, "
                    + "this usually indicates the process violated the eventlistener protocol"
            );
        if (step.Effect == ListenerEffect.None || Event is not { } held)
            return;
        Event = null;
        if (step.Effect != ListenerEffect.Processed)
            returned(held, step.Effect == ListenerEffect.Rejected);
    }

    private void Debug(string line)
    {
        if (log.IsEnabled(DaemonLogLevel.Debug))
            log.Write(DaemonLogLevel.Debug, line);
    }
}
