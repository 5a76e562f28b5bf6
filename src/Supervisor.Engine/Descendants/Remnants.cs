using Supervisor.Configuration.Settings;
using Supervisor.Engine.Kernel;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Engine.Descendants;

/// <summary>
/// What programs leave behind: ended where stop_scope is "tree", when the program is stopped and before it is started again; told in the
/// log after a stop otherwise.
/// </summary>
internal sealed class Remnants : ITimerTarget
{
    private readonly DescendantFinder _finder;
    private readonly ClearingParts _parts;
    private readonly LoopTimer _lookTimer;
    private readonly LoopTimer _patienceTimer;
    private readonly List<ProcessSlot> _stopped = [];

    /// <summary>A search that hangs keeps the daemon from ending no longer than this.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public Remnants(DescendantFinder finder, ClearingParts parts)
    {
        _finder = finder;
        _parts = parts;
        _lookTimer = new LoopTimer(this);
        _patienceTimer = new LoopTimer(this);
    }

    private int _looksUnderWay;

    /// <summary>It is being looked what the last stops have left.</summary>
    public bool IsLooking => _lookTimer.IsSet || _looksUnderWay > 0;

    /// <summary>The main process has ended and has not been reaped.</summary>
    public void NoteEnd(ProcessSlot slot, int processId) => _finder.NoteEnd(slot, processId);

    /// <summary>
    /// The main process of a program that is being stopped has ended: ends the others. Null when there are surely none.
    /// </summary>
    /// <param name="cleared">Called when none is left; never before this method returns.</param>
    public IRemains? AfterStop(ProcessSlot slot, Action cleared)
    {
        var kinship = slot.Kinship;
        var signal = kinship.KillClearing is null ? SignalNumber.Terminate : SignalNumber.Kill;
        kinship.EndKillClearing();
        return _finder.HasSurelyNone(slot) ? null : new RemnantClearing(slot, _finder, _parts, signal, cleared);
    }

    /// <summary>SIGKILL is due while the main process is still there: the others get it as well.</summary>
    public void Kill(ProcessSlot slot)
    {
        var kinship = slot.Kinship;
        if (kinship.StartClearing is { } starting)
            starting.Kill();
        else if (kinship.KillClearing is { } present)
            present.Send(SignalNumber.Kill);
        else if (slot.Remains is null)
            kinship.KillClearing = new RemnantClearing(slot, _finder, _parts, SignalNumber.Kill, kinship.EndKillClearing);
    }

    /// <summary>
    /// A program is to be started: what its last run left behind is ended before. True when there may be such; then
    /// <paramref name="cleared"/> is called later.
    /// </summary>
    public bool DelayStart(ProcessSlot slot, Action<string?> cleared)
    {
        // What forks itself could find the old one on its port, and the search could find it in place of the new one.
        if (!(slot.Policy.Stop.EndsTree || slot.Settings.Forking is not null) || _finder.HasSurelyNone(slot))
            return false;
        slot.Kinship.StartClearing = new StartClearing(slot, _finder, _parts, cleared);
        return true;
    }

    /// <summary>A program has been stopped: what is left of it is told, soon.</summary>
    public void LookAfter(ProcessSlot slot)
    {
        _stopped.Add(slot);
        // One look for all that end in this turn of the loop.
        if (!_lookTimer.IsSet)
            _parts.Timers.Set(_lookTimer, _parts.Clock.Now);
    }

    public void TimerFired(LoopTimer timer)
    {
        if (ReferenceEquals(timer, _lookTimer))
            Look();
        else
            _looksUnderWay = 0;
    }

    private void Look()
    {
        var stopped = _stopped.ToArray();
        _stopped.Clear();
        if (_finder.HaveSurelyNone(stopped))
            return;
        _looksUnderWay++;
        _parts.Timers.Set(_patienceTimer, _parts.Clock.Now + Patience);
        var moment = _finder.Processes.Now;
        _finder.Find(
            stopped,
            found =>
            {
                // Those that were made later belong to the next run.
                foreach (var remnant in found.Where(remnant => remnant.Process.StartTime <= moment))
                    Tell(remnant);
                EndLook();
            }
        );
    }

    private void Tell(Descendant remnant)
    {
        var slot = (ProcessSlot)remnant.Owner;
        // It has been started again already, and this is it.
        if (remnant.Source == MembershipSource.MainProcess || slot.KnownProcessId == remnant.Process.ProcessId)
            return;
        // A program that was stopped while it waited for its restart had no main process whose end could have been followed by theirs.
        var outlook = slot.Policy.Stop.EndsTree ? "the next start ends it" : "stop_scope = \"tree\" would end it";
        _parts.Log.Write(
            DaemonLogLevel.Warn,
            $"{remnant} is left of '{slot.Settings.DisplayName}' after its stop (known by {remnant.Source.Word()}); {outlook}"
        );
    }

    private void EndLook()
    {
        // After the patience is over none is counted any more.
        _looksUnderWay = Math.Max(0, _looksUnderWay - 1);
        if (_looksUnderWay == 0)
            _parts.Timers.Cancel(_patienceTimer);
    }
}
