using Supervisor.Engine.Logs;
using Supervisor.Engine.Loop;
using Supervisor.Engine.Messaging;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Loop;

/// <summary>
/// Lives in the loop: a timer that sets itself again and causes every other kind of wake-up each time it fires. Two more timers are moved
/// and cancelled as those of programs are.
/// </summary>
internal sealed class WakeUpDrill : ITimerTarget, IReadinessTarget
{
    private readonly TimerQueue _timers;
    private readonly MonotonicClock _clock;
    private readonly Mailbox<LoopMessage> _mail;
    private readonly EventDescriptor _event;
    private readonly Action _end;
    private readonly LoopTimer _timer;
    private readonly LoopTimer _moved;
    private readonly LoopTimer _cancelled;
    private readonly int _warmUp;
    private readonly int _rounds;
    private long _allocatedBefore;

    /// <param name="end">Called when all rounds are over.</param>
    public WakeUpDrill(EngineParts parts, Mailbox<LoopMessage> mail, EventDescriptor raised, int warmUp, int rounds, Action end)
    {
        _timers = parts.Timers;
        _clock = parts.Clock;
        _mail = mail;
        _event = raised;
        _warmUp = warmUp;
        _rounds = rounds;
        _end = end;
        _timer = new LoopTimer(this);
        _moved = new LoopTimer(this);
        _cancelled = new LoopTimer(this);
    }

    public int Fired { get; private set; }

    public int Ready { get; private set; }

    /// <summary>By the loop's thread, in all rounds after the warming up.</summary>
    public long Allocated { get; private set; }

    public void Begin() => _timers.Set(_timer, _clock.Now);

    public void TimerFired(LoopTimer timer)
    {
        if (Fired == _warmUp)
            _allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        if (Fired++ == _warmUp + _rounds)
        {
            Allocated = GC.GetAllocatedBytesForCurrentThread() - _allocatedBefore;
            _timers.Cancel(_moved);
            _end();
            return;
        }
        var now = _clock.Now;
        _timers.Set(_timer, now + TimeSpan.FromMicroseconds(10));
        _timers.Set(_moved, now + TimeSpan.FromHours(1));
        _timers.Set(_cancelled, now + TimeSpan.FromHours(2));
        _timers.Cancel(_cancelled);
        _mail.Post(LoopMessage.Of(LogPumpNotice.Drained(token: Fired)));
        _event.Raise();
        LoopThread.SendChildSignalToItself();
    }

    void IReadinessTarget.Ready(ReadinessEvents events)
    {
        _event.Clear();
        Ready++;
    }
}
