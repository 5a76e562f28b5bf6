using Supervisor.Configuration.Settings;
using Supervisor.Engine.Descendants;
using Supervisor.Engine.Slots;
using Supervisor.Engine.States;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Engine.Forking;

/// <summary>
/// One start of a program that forks itself: from its launching process to the main one, or to the end of all that was made. To the state
/// machine all of it is one spawn.
/// </summary>
internal sealed class ForkingStart : ITimerTarget
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    private readonly ProcessSlot _slot;
    private readonly ForkingSettings _settings;
    private readonly ForkingParts _parts;
    private readonly LoopTimer _timeout;
    private readonly LoopTimer _pause;
    private readonly bool _isResumed;
    private int _launcher;
    private TimeSpan _nextPause = FirstPause;
    private IReadOnlyList<Descendant>? _before;
    private string? _failure;

    /// <param name="launcher">Its launching process, which runs; 0 when another master has seen its end.</param>
    /// <param name="isResumed">Another master has begun it, and has noted when.</param>
    public ForkingStart(ProcessSlot slot, ForkingSettings settings, int launcher, ForkingParts parts, bool isResumed = false)
    {
        _slot = slot;
        _settings = settings;
        _parts = parts;
        (_launcher, _isResumed) = (launcher, isResumed);
        _timeout = new LoopTimer(this);
        _pause = new LoopTimer(this);
        Traits = new LaunchTraits(settings.PidFile, isResumed ? StartBefore() : StartOf(launcher), isResumed);
        parts.Timers.Set(_timeout, parts.Clock.Now + settings.Timeout);
    }

    public LaunchTraits Traits { get; }

    /// <summary>The launching process has ended, and the main one is still to be found.</summary>
    public bool IsLauncherGone => _launcher == 0;

    /// <summary>From now on its pid may be another's.</summary>
    public void ForgetLauncher() => _launcher = 0;

    /// <summary>The launching process has ended. How is not always known; then what it has left says whether it went well.</summary>
    public void LauncherEnded(in ChildExit exit)
    {
        ForgetLauncher();
        if (_failure is not null)
            Clear();
        else if (exit.ExitStatus is not (null or 0) || exit.Signal is not null)
            Fail($"the launching process {ExitText.Sentence(exit)}");
        else if (_slot.Status.State != ProcessState.Starting)
            Stop();
        else
            Look();
    }

    /// <summary>A stop was asked for when the launching process had gone and the main one was not known.</summary>
    public void Stop() => Fail("it was stopped before its main process was known");

    public void TimerFired(LoopTimer timer)
    {
        if (ReferenceEquals(timer, _pause))
        {
            Look();
            return;
        }
        var waited = DurationText.Of(_settings.Timeout);
        if (_launcher != 0)
        {
            _failure = $"the launching process has not exited within {waited} (start_timeout)";
            _parts.Kernel.Signal(_launcher, SignalNumber.Kill, toGroup: true);
        }
        else
            Fail(
                _settings.PidFile is { } file
                    ? $"{file} has not named a process of this program within {waited} (start_timeout)"
                    : $"its main process was not to be found within {waited} (start_timeout)"
            );
    }

    /// <summary>One that has been reaped already has been noted.</summary>
    private ulong StartOf(int launcher)
    {
        if (_parts.Finder.Processes.Find(launcher) is { } stat)
            return stat.StartTime;
        return _slot.Kinship.Runs.LastOrDefault() is var run && run.ProcessId == launcher ? run.StartedAt : _parts.Finder.Processes.Now;
    }

    /// <summary>Where another master has not come to note it, it is not before the moment when the start was decided.</summary>
    private ulong StartBefore()
    {
        if (_slot.ChildStartTime != 0)
            return _slot.ChildStartTime;
        var age = (ulong)((_parts.Clock.Now - _slot.Status.StartedAt).TotalSeconds * ProcessIdentity.TicksPerSecond) + 1;
        return _parts.Finder.Processes.Now is var now && now > age ? now - age : 0;
    }

    private void Look() => _parts.Finder.Find([_slot], Found);

    private void Found(IReadOnlyList<Descendant> found)
    {
        if (_failure is not null || !ReferenceEquals(_slot.Launch, this))
            return;
        var choice = MainProcessChoice.Of(found, _before, _settings.PidFile is not null, _parts.Finder.Self, _isResumed);
        _before = found;
        if (choice.Problem is { } problem)
            Fail(problem);
        else if (choice.Main is { } main && _parts.MainFound(_slot, main))
            CancelTimers();
        else
        {
            _parts.Timers.Set(_pause, _parts.Clock.Now + _nextPause);
            _nextPause = _nextPause * 2 < LongestPause ? _nextPause * 2 : LongestPause;
        }
    }

    private void Fail(string reason)
    {
        if (_failure is not null)
            return;
        // Nobody is to take a second one that follows for the only one.
        _failure = _isResumed
            ? $"{reason}; supervisord died over this start: a process of it that bears no mark of this program is not known, and may run"
            : reason;
        Clear();
    }

    /// <summary>What the failed start has made must not be in the way of the next.</summary>
    private void Clear()
    {
        CancelTimers();
        _slot.Kinship.StartClearing = new StartClearing(_slot, _parts.Finder, _parts.Clearing, _ => _parts.Failed(_slot, _failure!));
    }

    private void CancelTimers()
    {
        _parts.Timers.Cancel(_timeout);
        _parts.Timers.Cancel(_pause);
    }
}
