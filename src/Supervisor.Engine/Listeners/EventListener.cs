using Supervisor.Configuration.Settings;
using Supervisor.Engine.Events;
using Supervisor.Engine.Slots;
using Supervisor.Posix;

namespace Supervisor.Engine.Listeners;

/// <summary>One process of a pool, as its protocol sees it.</summary>
internal sealed class EventListener(ProcessSlot slot, IDaemonLog log, string pool, EventNotes? notes)
{
    private readonly ListenerScanner _scanner = new();
    private readonly ListenerResync _resync = new();

    public ProcessSlot Slot => slot;

    public ListenerState State { get; private set; } = ListenerState.Acknowledged;

    /// <summary>What it has been given and owes a result for.</summary>
    public NumberedEvent? Event { get; private set; }

    /// <summary>
    /// It can be given an event: it runs, it has said so, and nothing of an earlier run is still to be told, which the state might be of.
    /// </summary>
    public bool IsFree => State == ListenerState.Ready && slot.Status.State == ProcessState.Running && slot.OpenDrains == 0;

    private string Name => slot.Settings.Name;

    /// <summary>Nothing has come yet that tells whether it has dealt with the event that another master gave it.</summary>
    public bool IsResultInDoubt => _resync.IsResultInDoubt;

    /// <summary>Its process has outlived another master.</summary>
    /// <param name="held">The event that it has, unless that is done with.</param>
    public void Resume(ListenerState state, NumberedEvent? held)
    {
        _resync.Begin(state);
        // One that waits for an event is silent. An event that comes before its READY waits in its standard input.
        State = state == ListenerState.Acknowledged ? ListenerState.Ready : state;
        Event = held;
        Debug($"{Name}: taken over as {state.Word()}");
    }

    /// <summary>It has been silent since it was taken over: its event is offered anew.</summary>
    public void GiveUpResult(Action<NumberedEvent, bool> returned)
    {
        _resync.GiveUp();
        LoseResult(returned);
    }

    /// <summary>Writes an event to it.</summary>
    /// <returns>False: it takes none, because it has closed its standard input or too much waits for it there.</returns>
    public bool TrySend(NumberedEvent numbered, ReadOnlyMemory<byte> envelope)
    {
        notes?.Stands(pool, Name, new ListenerStanding(ListenerState.Busy, numbered.PoolSerial));
        var errno = slot.Pipes?.Stdin.Write(envelope) ?? Errno.EPIPE;
        if (errno != 0)
        {
            Note();
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
        while (Resync(returned) && _scanner.TryRead(State, out var input))
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
        _resync.End();
        Step(ListenerInputKind.Ended, returned);
    }

    /// <summary>False: more has to come.</summary>
    private bool Resync(Action<NumberedEvent, bool> returned)
    {
        var isLost = _resync.Look(_scanner.Content, State, out var skipped, out var waits);
        _scanner.Skip(skipped);
        if (isLost)
            LoseResult(returned);
        return !waits;
    }

    /// <summary>What became of its event is not known, so that it comes once more.</summary>
    private void LoseResult(Action<NumberedEvent, bool> returned)
    {
        var held = Event;
        (State, Event) = (ListenerState.Ready, null);
        Note();
        if (held is not null)
            returned(held, false);
    }

    private void Note() => notes?.Stands(pool, Name, new ListenerStanding(State, Event?.PoolSerial ?? ListenerStanding.NoEvent));

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
        var held = step.Effect == ListenerEffect.None ? null : Event;
        if (held is not null)
            Event = null;
        if (held is not null && step.Effect == ListenerEffect.Processed)
            notes?.Done(pool, held.PoolSerial);
        if (before != State || held is not null)
            Note();
        if (held is not null && step.Effect != ListenerEffect.Processed)
            returned(held, step.Effect == ListenerEffect.Rejected);
    }

    private void Debug(string line)
    {
        if (log.IsEnabled(DaemonLogLevel.Debug))
            log.Write(DaemonLogLevel.Debug, line);
    }
}
