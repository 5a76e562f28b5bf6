using Supervisor.Engine.Keeping;
using Supervisor.Engine.Messaging;
using Supervisor.Engine.Time;
using Supervisor.Posix;

namespace Supervisor.Engine.Loop;

/// <summary>
/// The one thread that owns all state: sleeps in epoll until a signal, a message or the nearest deadline, and brings it to the engine.
/// </summary>
public sealed class MasterLoop : IDisposable
{
    private const long NanosecondsPerMillisecond = 1_000_000;

    private readonly SupervisionEngine _engine;
    private readonly SignalDescriptor _signals;
    private readonly Mailbox<LoopMessage> _mail;
    private readonly MonotonicClock _clock;
    private readonly KeeperLink? _keeper;
    private readonly HeapCare _heap = new();
    private readonly LoopDescriptors _descriptors;

    public MasterLoop(
        SupervisionEngine engine,
        LoopDescriptors descriptors,
        SignalDescriptor signals,
        Mailbox<LoopMessage> mail,
        MonotonicClock clock,
        KeeperLink? keeper = null
    )
    {
        ArgumentNullException.ThrowIfNull(descriptors);
        ArgumentNullException.ThrowIfNull(signals);
        ArgumentNullException.ThrowIfNull(mail);
        _engine = engine;
        _descriptors = descriptors;
        _signals = signals;
        _mail = mail;
        _clock = clock;
        _keeper = keeper;
        _descriptors.Watch(signals.Number, ReadinessEvents.Readable, new Target(ReadSignals));
        _descriptors.Watch(mail.WakeDescriptor, ReadinessEvents.Readable, new Target(ReadMail));
    }

    /// <summary>Runs until the engine says that all is over.</summary>
    public void Run()
    {
        while (!_engine.IsOver && _engine.DueUpgrade is null)
            Turn(Patience());
        if (!_engine.IsOver)
            return;
        _engine.Leave();
        while (!_engine.HasLeft)
            Turn(Patience());
    }

    /// <summary>Runs until every spawn that is under way has been answered, or the time is over: the daemon's start waits for its programs.</summary>
    public void RunUntilSpawned(TimeSpan patience)
    {
        var end = _clock.Now + patience;
        while (_engine.SpawnsUnderWay > 0 && !_engine.IsOver && _clock.Now < end)
            Turn(Shorter(Patience(), Milliseconds(end)));
    }

    /// <summary>Another executable takes this one's place: looks at what has come since the loop ended and nobody else would find.</summary>
    public void TakeLast()
    {
        _mail.BeginReceive();
        while (_mail.TryReceive(out var message))
            _engine.ReceiveLast(message);
        _keeper?.Flush();
    }

    /// <summary>Everything has been started: from now on the process holds, and wakes for, no more than it needs.</summary>
    public void StartEnded() => _heap.StartEnded();

    public void Dispose()
    {
        _heap.Dispose();
        _descriptors.Forget(_signals.Number);
        _descriptors.Forget(_mail.WakeDescriptor);
    }

    private void Turn(int? milliseconds)
    {
        _descriptors.Wait(milliseconds);
        _engine.RunTimers();
        _keeper?.Flush();
        _heap.TurnEnded(_engine.SpawnsAnswered, _engine.ConfigurationsLoaded, _engine.SpawnsUnderWay);
    }

    private void ReadSignals()
    {
        while (_signals.TryRead(out var signal))
        {
            // Many ends can be one SIGCHLD (signal(7)), and it comes for stopped children too: the harvest looks for itself.
            if (signal.Signal == SignalNumber.Child)
                _engine.CollectChildren();
            else
                _engine.Receive(signal);
        }
    }

    private void ReadMail()
    {
        _mail.BeginReceive();
        while (_mail.TryReceive(out var message))
            _engine.Receive(message);
    }

    private int? Patience() => _engine.NextDue is { } due ? Milliseconds(due) : null;

    /// <summary>Rounded up, so that the loop does not wake before the moment and turn in vain.</summary>
    private int Milliseconds(MonotonicTime due)
    {
        var nanoseconds = Math.Max(0, due.Nanoseconds - _clock.Now.Nanoseconds);
        return (int)Math.Min(int.MaxValue, (nanoseconds + NanosecondsPerMillisecond - 1) / NanosecondsPerMillisecond);
    }

    private static int Shorter(int? left, int right) => left is { } value ? Math.Min(value, right) : right;

    private sealed class Target(Action read) : IReadinessTarget
    {
        public void Ready(ReadinessEvents events) => read();
    }
}
