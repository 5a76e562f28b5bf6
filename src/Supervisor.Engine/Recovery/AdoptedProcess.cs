using Supervisor.Engine.Kernel;
using Supervisor.Engine.Loop;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Engine.Recovery;

/// <summary>
/// A program's process that this master has not made. Where the keeper has inherited it, the keeper tells of its end and keeps its pid from
/// being used again until then. Otherwise its end is noticed by its pidfd, at once and without polling, or where the kernel has none by a
/// look every second.
/// </summary>
internal sealed class AdoptedProcess : IReadinessTarget, ITimerTarget, IDisposable
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private readonly ProcessSlot _slot;
    private readonly IForeignProcess _process;
    private readonly AdoptionParts _parts;
    private readonly LoopTimer _timer;
    private bool _isWatched;
    private bool _isDescriptorWatched;
    private bool _isOver;

    public AdoptedProcess(ProcessSlot slot, IForeignProcess process, AdoptionParts parts)
    {
        (_slot, _process, _parts) = (slot, process, parts);
        _timer = new LoopTimer(this);
    }

    /// <summary>It has been reaped: its pid may be another's by now.</summary>
    public bool IsGone => _process.IsGone;

    /// <summary>The keeper is not, or no longer, there to tell of its end, if that is still to come.</summary>
    public void Watch()
    {
        if (_isWatched || _isOver)
            return;
        _isWatched = true;
        if (_process.Descriptor is not { } descriptor || !TryWatch(descriptor))
            _parts.Timers.Set(_timer, _parts.Clock.Now + LookInterval);
    }

    /// <summary>False where the user has as many watches as are allowed (epoll(7)).</summary>
    private bool TryWatch(int descriptor)
    {
        try
        {
            _parts.Descriptors.Watch(descriptor, ReadinessEvents.Readable, this);
            return _isDescriptorWatched = true;
        }
        catch (PosixException)
        {
            return false;
        }
    }

    /// <summary>0 or the errno.</summary>
    public int Signal(SignalNumber signal, bool toGroup) => _process.Signal(signal, toGroup);

    public void Ready(ReadinessEvents events)
    {
        if (Look())
            return;
        // A zombie whose status its parent alone may read: the hang-up says when it has been reaped, and is told without being asked for.
        if ((events & ReadinessEvents.Readable) != ReadinessEvents.None)
            _parts.Descriptors.Change(_process.Descriptor!.Value, ReadinessEvents.None);
    }

    public void TimerFired(LoopTimer timer)
    {
        if (!Look())
            _parts.Timers.Set(_timer, _parts.Clock.Now + LookInterval);
    }

    public void Dispose()
    {
        if (_isDescriptorWatched)
            _parts.Descriptors.Forget(_process.Descriptor!.Value);
        (_isWatched, _isDescriptorWatched, _isOver) = (false, false, true);
        _parts.Timers.Cancel(_timer);
        _process.Dispose();
    }

    private bool Look()
    {
        var pid = _slot.KnownProcessId;
        // Asked for in this order: between the two it may be reaped, and its status is known only then.
        var isGone = _process.IsGone;
        if ((_process.Exit ?? (isGone ? ChildExit.Unknown(pid) : null)) is not { } exit)
            return false;
        _parts.Ended(_slot, exit);
        return true;
    }
}
