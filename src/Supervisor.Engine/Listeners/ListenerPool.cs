using Supervisor.Configuration.Settings;
using Supervisor.Engine.Events;
using Supervisor.Engine.Slots;
using Supervisor.Engine.Time;

namespace Supervisor.Engine.Listeners;

/// <summary>
/// The listeners of one [eventlistener.x] and the events that wait for them. An event goes to the first of them, in the order of the
/// configuration, that is free; one that comes back is the next again.
/// </summary>
internal sealed class ListenerPool : IEventSubscriber, ITimerTarget
{
    /// <summary>
    /// An event that is refused again and again waits a little longer each time. The original offers it again as fast as it is refused, which
    /// keeps daemon and listener busy with nothing.
    /// </summary>
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(1);

    /// <summary>More doublings than it takes from the first delay to the longest.</summary>
    private const int MostDoublings = 10;

    /// <summary>
    /// A listener that had an event when its master died may be at work with it, or have given a result that is lost. One that says nothing
    /// for so long is offered it again.
    /// </summary>
    private static readonly TimeSpan DoubtPatience = TimeSpan.FromSeconds(30);

    private readonly ProcessGroup _group;
    private readonly string _identifier;
    private readonly IDaemonLog _log;
    private readonly MonotonicClock _clock;
    private readonly TimerQueue _timers;
    private readonly Dictionary<ProcessSlot, EventListener> _listeners = [];
    private readonly EventBuffer _buffer;
    private readonly OverflowReport _overflow;
    private readonly LoopTimer _retry;
    private readonly Action<NumberedEvent, bool> _returned;
    private readonly EventNotes? _notes;
    private readonly LoopTimer _doubt;
    private long _nextSerial;

    public ListenerPool(
        ProcessGroup group,
        EventListenerSettings settings,
        string identifier,
        IDaemonLog log,
        MonotonicClock clock,
        TimerQueue timers,
        EventNotes? notes = null
    )
    {
        _notes = notes;
        _doubt = new LoopTimer(this);
        (_group, _identifier, _log, _clock, _timers) = (group, identifier, log, clock, timers);
        _buffer = new EventBuffer(settings.BufferSize);
        _overflow = new OverflowReport(group.Name, log, clock, timers);
        _retry = new LoopTimer(this);
        _returned = TakeBack;
        Events = EventTypeSet.Of(settings.Events);
        if (notes?.Find(group.Name) is not { } noted)
            return;
        _nextSerial = noted.NextSerial;
        foreach (var waiting in noted.Pending.Values.ToArray())
            Put(_buffer.Add(waiting));
    }

    /// <summary>A listener's process has outlived another master.</summary>
    public void Resume(ProcessSlot slot)
    {
        var standing = _notes?.Find(_group.Name)?.Listeners.GetValueOrDefault(slot.Settings.Name, ListenerStanding.Begun);
        if (standing is not { } stood)
            return;
        Find(slot).Resume(stood.State, stood.PoolSerial == ListenerStanding.NoEvent ? null : _buffer.Take(stood.PoolSerial));
        if (Find(slot).IsResultInDoubt)
            _timers.Set(_doubt, _clock.Now + DoubtPatience);
    }

    public EventTypeSet Events { get; private set; }

    /// <summary>An event is being dealt with, or waits and there is a listener that may yet take it.</summary>
    public bool IsAtWork
    {
        get
        {
            foreach (var slot in _group.Slots)
            {
                if (slot.Status.State != ProcessState.Running || Find(slot) is not { State: not ListenerState.Unknown } listener)
                    continue;
                if (listener.State == ListenerState.Busy || _buffer.Count > 0)
                    return true;
            }
            return false;
        }
    }

    /// <summary>New settings: what waits stays, as far as there is room.</summary>
    public void Change(EventListenerSettings settings)
    {
        Events = EventTypeSet.Of(settings.Events);
        foreach (var lost in _buffer.Resize(settings.BufferSize))
            Put(lost);
    }

    public void Accept(SupervisorEvent happened, long serial)
    {
        if (_notes?.WasTold(_group.Name, happened) == true)
            return;
        var numbered = new NumberedEvent(happened, serial, _nextSerial++);
        _notes?.Accepted(_group.Name, numbered);
        Put(_buffer.Add(numbered));
        Dispatch();
    }

    /// <summary>A listener wrote to its standard output.</summary>
    public void Receive(ProcessSlot slot, ReadOnlySpan<byte> bytes)
    {
        Find(slot).Receive(bytes, _returned);
        Dispatch();
    }

    /// <summary>The process of a listener has ended, and all that it wrote has been received.</summary>
    public void ProcessEnded(ProcessSlot slot)
    {
        Find(slot).End(_returned);
        Dispatch();
    }

    /// <summary>The slot is gone.</summary>
    public void Forget(ProcessSlot slot)
    {
        if (_listeners.Remove(slot, out var listener))
            listener.End(_returned);
    }

    /// <summary>Gives as many waiting events as there are free listeners.</summary>
    public void Dispatch()
    {
        while (!_retry.IsSet && _buffer.TryPeek(out var first) && TrySend(first))
            _buffer.RemoveFirst();
    }

    public void TimerFired(LoopTimer timer)
    {
        if (timer == _doubt)
        {
            foreach (var listener in _listeners.Values.Where(listener => listener.IsResultInDoubt).ToArray())
                listener.GiveUpResult(_returned);
        }
        Dispatch();
    }

    /// <summary>The pool is gone; so is what waits in it.</summary>
    public void Close()
    {
        _timers.Cancel(_retry);
        _timers.Cancel(_doubt);
        _overflow.Close();
        _notes?.Gone(_group.Name);
    }

    private bool TrySend(NumberedEvent numbered)
    {
        byte[]? envelope = null;
        foreach (var slot in _group.Slots)
        {
            var listener = Find(slot);
            if (!listener.IsFree)
                continue;
            envelope ??= EventEnvelope.Create(_identifier, _group.Name, numbered);
            if (listener.TrySend(numbered, envelope))
                return true;
        }
        return false;
    }

    /// <summary>Of its own listeners alone: a refusal is no other pool's concern.</summary>
    private void TakeBack(NumberedEvent numbered, bool isRefused)
    {
        if (_log.IsEnabled(DaemonLogLevel.Debug))
            _log.Write(
                DaemonLogLevel.Debug,
                $"rebuffering event {numbered.Serial} for pool {_group.Name} (buf size={_buffer.Count}, max={_buffer.Capacity})"
            );
        var rejections = isRefused ? numbered.Rejections + 1 : numbered.Rejections;
        Put(_buffer.Return(numbered with { Rejections = rejections }));
        if (isRefused && rejections > 1)
            _timers.Set(_retry, _clock.Now + DelayAfter(rejections));
    }

    /// <summary>The first refusal is followed by the next attempt at once.</summary>
    private static TimeSpan DelayAfter(int rejections)
    {
        var delay = FirstDelay * (1 << Math.Min(rejections - 2, MostDoublings));
        return delay < LongestDelay ? delay : LongestDelay;
    }

    private void Put(NumberedEvent? lost)
    {
        if (lost is null)
            return;
        _notes?.Done(_group.Name, lost.PoolSerial);
        _overflow.Discarded(lost);
    }

    private EventListener Find(ProcessSlot slot)
    {
        if (!_listeners.TryGetValue(slot, out var listener))
            _listeners.Add(slot, listener = new EventListener(slot, _log, _group.Name, _notes));
        return listener;
    }
}
