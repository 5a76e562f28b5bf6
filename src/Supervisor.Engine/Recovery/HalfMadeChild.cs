using Supervisor.Configuration.Settings;
using Supervisor.Engine.Kernel;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Engine.Recovery;

/// <summary>
/// A child that an earlier master has made and that has not executed its command yet: a file system that does not answer may hold it up for
/// long. Nothing tells when it executes it, so it is looked at: soon, then less often, at last once a second.
/// </summary>
internal sealed class HalfMadeChild : ITimerTarget, IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly ProcessSlot _slot;
    private readonly ProcessIdentity _identity;
    private readonly IKernel _kernel;
    private readonly TimerQueue _timers;
    private readonly MonotonicClock _clock;
    private readonly IDaemonLog _log;
    private readonly Action<ProcessSlot, ProcessIdentity> _executed;
    private readonly LoopTimer _timer;
    private TimeSpan _pause = FirstPause;
    private bool _isSaidToHang;

    /// <param name="executed">Told once, when the child has become its program.</param>
    public HalfMadeChild(
        ProcessSlot slot,
        in ProcessIdentity identity,
        IKernel kernel,
        TimerQueue timers,
        MonotonicClock clock,
        IDaemonLog log,
        Action<ProcessSlot, ProcessIdentity> executed
    )
    {
        (_slot, _identity, _kernel, _timers, _clock, _log, _executed) = (slot, identity, kernel, timers, clock, log, executed);
        _timer = new LoopTimer(this);
        timers.Set(_timer, clock.Now + _pause);
    }

    public ProcessIdentity Identity => _identity;

    public void TimerFired(LoopTimer timer)
    {
        // What has ended is told of by whoever reaps it.
        if (_kernel.Look(_identity.ProcessId) is { HasNeverExecuted: false, HasEnded: false } stat && stat.Identity == _identity)
        {
            if (_isSaidToHang)
                _log.Write(DaemonLogLevel.Warn, $"the start of {_slot.Settings.DisplayName} hangs no longer");
            _executed(_slot, _identity);
            return;
        }
        if (_pause >= LongestPause && !_isSaidToHang)
        {
            _isSaidToHang = true;
            _log.Write(
                DaemonLogLevel.Warn,
                $"the start of {_slot.Settings.DisplayName} ({_slot.Settings.Command.Text}) has been hanging since before this supervisord began: child {_identity.ProcessId} hangs in chdir or exec; it is waited for, and a stop ends it"
            );
        }
        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        _timers.Set(_timer, _clock.Now + _pause);
    }

    public void Dispose() => _timers.Cancel(_timer);
}
