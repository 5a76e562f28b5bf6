using Supervisor.Configuration.Settings;
using Supervisor.Engine.Kernel;
using Supervisor.Engine.Loop;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Engine.Descendants;

/// <summary>
/// Ends what there is of a program besides its main process: SIGTERM, or SIGKILL once that is due, to all that a search finds, and again
/// what is found when these have ended, until nothing is. Each process is held while it is waited for, so no signal reaches another.
/// </summary>
internal sealed class RemnantClearing : IRemains, ITimerTarget
{
    /// <summary>How soon it is looked again after processes whose end nobody tells.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(200);

    private readonly ProcessSlot _slot;
    private readonly DescendantFinder _finder;
    private readonly IKernel _kernel;
    private readonly ILoopDescriptors _descriptors;
    private readonly IDaemonLog _log;
    private readonly MonotonicClock _clock;
    private readonly TimerQueue _timers;
    private readonly LoopTimer _timer;
    private readonly Action _cleared;
    private readonly Dictionary<ProcessIdentity, Awaited> _awaited = [];
    private SignalNumber _signal;
    private bool _isSearching;

    /// <param name="signal">The first signal.</param>
    /// <param name="cleared">Called once, when nothing is left; not after <see cref="Dispose"/>.</param>
    public RemnantClearing(ProcessSlot slot, DescendantFinder finder, ClearingParts parts, SignalNumber signal, Action cleared)
    {
        _slot = slot;
        _finder = finder;
        _kernel = parts.Kernel;
        _descriptors = parts.Descriptors;
        _log = parts.Log;
        _clock = parts.Clock;
        _timers = parts.Timers;
        _timer = new LoopTimer(this);
        _signal = signal;
        _cleared = cleared;
        Look();
    }

    /// <summary>Something is left, or it is not known yet.</summary>
    public bool HasMembers { get; private set; } = true;

    /// <summary>From SIGKILL on everything that is found gets SIGKILL.</summary>
    public int Send(SignalNumber signal)
    {
        _signal = signal;
        foreach (var awaited in _awaited.Values)
            Tell(awaited);
        // What has been made since the last search is to get it too.
        Look();
        return 0;
    }

    public void TimerFired(LoopTimer timer) => Look();

    public void Dispose()
    {
        HasMembers = false;
        _timers.Cancel(_timer);
        foreach (var awaited in _awaited.Values)
            awaited.Dispose();
        _awaited.Clear();
    }

    private void Look()
    {
        if (_isSearching || !HasMembers)
            return;
        _isSearching = true;
        _finder.Find([_slot], Found);
    }

    private void Found(IReadOnlyList<Descendant> found)
    {
        _isSearching = false;
        if (!HasMembers)
            return;
        var remnants = found.Where(descendant => descendant.Source != MembershipSource.MainProcess).ToArray();
        foreach (var gone in _awaited.Values.Where(awaited => !awaited.IsWatched).ExceptBy(remnants.Select(Identity), Identity).ToArray())
            Drop(gone);
        foreach (var remnant in remnants)
            End(remnant);
        if (_awaited.Count == 0)
            Finish();
        else if (_awaited.Values.Any(awaited => !awaited.IsWatched))
            _timers.Set(_timer, _clock.Now + LookInterval);
    }

    private void End(Descendant remnant)
    {
        if (!_awaited.TryGetValue(remnant.Identity, out var awaited))
        {
            if (_kernel.HoldProcess(remnant.Identity) is not { } held)
                return;
            awaited = new Awaited(this, remnant, held);
            _awaited.Add(remnant.Identity, awaited);
        }
        Tell(awaited);
    }

    private void Tell(Awaited awaited)
    {
        if (awaited.Told == _signal)
            return;
        awaited.Told = _signal;
        _log.Write(DaemonLogLevel.Warn, $"ending {awaited.Process}, left behind by '{_slot.Settings.DisplayName}', with {_signal.Name}");
        awaited.Held.Signal(_signal, toGroup: false);
    }

    private static ProcessIdentity Identity(Descendant remnant) => remnant.Identity;

    private static ProcessIdentity Identity(Awaited awaited) => awaited.Process.Identity;

    /// <summary>One has ended. The next search is for what it may have made meanwhile.</summary>
    private void Ended(Awaited awaited)
    {
        Drop(awaited);
        if (_awaited.Count == 0)
            Look();
    }

    private void Drop(Awaited awaited)
    {
        _awaited.Remove(awaited.Process.Identity);
        awaited.Dispose();
    }

    private void Finish()
    {
        Dispose();
        _cleared();
    }

    /// <summary>One whose end is waited for.</summary>
    private sealed class Awaited : IReadinessTarget, IDisposable
    {
        private readonly RemnantClearing _clearing;

        public Awaited(RemnantClearing clearing, Descendant process, IForeignProcess held)
        {
            _clearing = clearing;
            Process = process;
            Held = held;
            if (held.Descriptor is not { } descriptor)
                return;
            try
            {
                clearing._descriptors.Watch(descriptor, ReadinessEvents.Readable, this);
                IsWatched = true;
            }
            catch (PosixException)
            {
                // The user has as many watches as are allowed (epoll(7)): it is looked for again, as where there is no descriptor.
            }
        }

        public Descendant Process { get; }

        public IForeignProcess Held { get; }

        /// <summary>Its end will be told; otherwise it is looked for again.</summary>
        public bool IsWatched { get; }

        /// <summary>What it was last sent.</summary>
        public SignalNumber? Told { get; set; }

        public void Ready(ReadinessEvents events) => _clearing.Ended(this);

        public void Dispose()
        {
            if (IsWatched)
                _clearing._descriptors.Forget(Held.Descriptor!.Value);
            Held.Dispose();
        }
    }
}
