using Supervisor.Engine.Slots;
using Supervisor.Engine.Spawning;
using Supervisor.Protocol.Replies;

namespace Supervisor.Engine.Control;

/// <summary>
/// The calls that wait for a process to change, found by its slot: each is looked at when its slot has changed, and never else. Many may
/// wait for one slot, so that taking one out takes no search.
/// </summary>
internal sealed class WaitingCalls
{
    private readonly Dictionary<ProcessSlot, LinkedList<ProcessCall>> _calls = [];

    /// <summary>Some have still something to do themselves.</summary>
    public bool HaveWork => _calls.Values.Any(calls => calls.Any(call => !call.OnlyWaits));

    /// <summary>Begins a call, and keeps it if it has to wait.</summary>
    public void Begin(ProcessCall call)
    {
        // Kept first: beginning changes the slot, and what follows from that may end the call.
        Keep(call);
        End(call, call.Begin());
    }

    /// <summary>Keeps a call that was begun by another master. It is looked at when its slot changes, and by <see cref="LookAtAll"/>.</summary>
    public void Resume(ProcessCall call, CallStage stage)
    {
        Keep(call);
        call.Resume(stage);
    }

    /// <summary>Everything may have changed.</summary>
    public void LookAtAll()
    {
        foreach (var slot in _calls.Keys.ToArray())
            Changed(slot);
    }

    /// <summary>Nobody wants to know what comes of it: what it still has to do is done, and waited for no longer.</summary>
    public void Abandon(ProcessCall call)
    {
        call.IsAbandoned = true;
        if (call.OnlyWaits)
            Drop(call);
    }

    public void Drop(ProcessCall call)
    {
        if (call.Place is not { List: { } calls } place)
            return;
        calls.Remove(place);
        call.Place = null;
        if (calls.Count == 0)
            _calls.Remove(call.Slot);
    }

    /// <summary>The slot may have changed.</summary>
    public void Changed(ProcessSlot slot)
    {
        if (_calls.Count == 0 || !_calls.TryGetValue(slot, out var calls))
            return;
        foreach (var call in calls.ToArray())
            End(call, call.Look());
    }

    public void Checked(CommandCheck check)
    {
        var call = (ProcessCall)check.Ticket;
        if (call.Place is null)
            return;
        End(call, call.Checked(check));
        if (call.IsAbandoned)
            Abandon(call);
    }

    private void Keep(ProcessCall call)
    {
        if (!_calls.TryGetValue(call.Slot, out var calls))
            _calls.Add(call.Slot, calls = new LinkedList<ProcessCall>());
        call.Place = calls.AddLast(call);
    }

    private void End(ProcessCall call, ProcessOutcome? outcome)
    {
        // A look from within its own change may have ended it already.
        if (outcome is null || call.Place is null)
            return;
        Drop(call);
        call.Ended(outcome);
    }
}
