using Supervisor.Engine.Slots;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Engine.Descendants;

/// <summary>
/// Ends what the last run of a program left behind before the next one begins: SIGTERM, after stopwaitsecs SIGKILL, and after as long again
/// the start has failed.
/// </summary>
internal sealed class StartClearing : ITimerTarget, IDisposable
{
    private static readonly TimeSpan ShortestKillWait = TimeSpan.FromSeconds(1);

    private readonly ProcessSlot _slot;
    private readonly ClearingParts _parts;
    private readonly LoopTimer _timer;
    private readonly RemnantClearing _clearing;
    private readonly Action<string?> _ended;
    private bool _isKilling;

    /// <param name="ended">Called with null when nothing is left, with the reason when something cannot be ended.</param>
    public StartClearing(ProcessSlot slot, DescendantFinder finder, ClearingParts parts, Action<string?> ended)
    {
        _slot = slot;
        _parts = parts;
        _ended = ended;
        _timer = new LoopTimer(this);
        _clearing = new RemnantClearing(slot, finder, parts, SignalNumber.Terminate, () => End(null));
        parts.Timers.Set(_timer, parts.Clock.Now + slot.Policy.Stop.Wait);
    }

    /// <summary>SIGKILL is due now.</summary>
    public void Kill()
    {
        _isKilling = true;
        _clearing.Send(SignalNumber.Kill);
        var wait = _slot.Policy.Stop.Wait;
        _parts.Timers.Set(_timer, _parts.Clock.Now + (wait > ShortestKillWait ? wait : ShortestKillWait));
    }

    public void TimerFired(LoopTimer timer)
    {
        if (_isKilling)
            End("what its last run left behind does not end");
        else
            Kill();
    }

    public void Dispose()
    {
        _parts.Timers.Cancel(_timer);
        _clearing.Dispose();
    }

    private void End(string? problem)
    {
        Dispose();
        _slot.Kinship.StartClearing = null;
        _ended(problem);
    }
}
