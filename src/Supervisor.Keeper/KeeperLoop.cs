using Supervisor.Posix;
using Supervisor.Protocol.Keeping;

namespace Supervisor.Keeper;

/// <summary>
/// The keeper: parent of the master and of whatever the master leaves behind. It holds descriptors, forwards signals, and starts the master
/// again when it dies unasked. It reads nothing but frames of one length, and sleeps until something happens.
/// </summary>
public sealed class KeeperLoop : IDisposable
{
    private const ulong SignalTag = 1;
    private const ulong ConnectionTag = 2;
    private const ulong MasterTag = 3;
    private const int Failure = 1;

    private readonly TimeProvider _time;
    private readonly SignalDescriptor _signals;
    private readonly Epoll _epoll = new(8);
    private readonly ReadyDescriptor[] _ready = new ReadyDescriptor[8];
    private readonly HeldDescriptors _held = new();
    private readonly IdleMemory _memory = new();
    private readonly MasterLauncher _launcher;
    private readonly MasterSchedule _schedule;
    private readonly MasterConnection _connection;
    private readonly SignalForwarding _forwarding;
    private readonly LeftChildren _children;
    private readonly Changeover _changeover;

    /// <summary>A master that is not our child: it outlived its keeper.</summary>
    private ProcessHandle? _adopted;
    private bool _isAttached;
    private int _masterId;
    private int _deaths;
    private bool _hasStarted;
    private bool _isLeaving;
    private KeeperOutcome? _outcome;

    /// <param name="signals">Blocked in every thread; SIGCHLD among them.</param>
    /// <param name="answerDescriptor">Where the launching command waits for an answer; −1 when nobody does. Closed once it is not needed.</param>
    public KeeperLoop(MasterCommand command, SignalSet signals, int answerDescriptor, TimeProvider time)
    {
        _time = time;
        _launcher = new MasterLauncher(command, answerDescriptor);
        _schedule = new MasterSchedule(time);
        _connection = new MasterConnection(_epoll, ConnectionTag);
        _forwarding = new SignalForwarding(_connection);
        _children = new LeftChildren(_connection);
        _changeover = new Changeover(time);
        _signals = new SignalDescriptor(signals);
        _epoll.Add(_signals.Number, ReadinessEvents.Readable, SignalTag);
    }

    /// <summary>Runs until the master has ended as it was asked to, could not be started the first time, or has gone over to another executable.</summary>
    /// <param name="before">What this process was before it executed its present program; null where there is no master yet.</param>
    public KeeperOutcome Run(KeeperState? before = null)
    {
        ThisProcess.BecomeSubreaper();
        if (before is null)
            StartMaster();
        else
            Resume(before);
        while (_outcome is null)
        {
            var count = _epoll.Wait(_ready, Patience());
            for (var index = 0; index < count && _outcome is null; index++)
                Notice(_ready[index].Tag);
            if (_schedule.IsDue)
                StartMaster();
            if (_changeover.Due is { } end && _masterId > 1 && _adopted is null && _time.GetTimestamp() >= end)
                EndHanging();
            _connection.Flush();
        }
        return _outcome.Value;
    }

    public void Dispose()
    {
        _memory.Dispose();
        _launcher.Dispose();
        _connection.Dispose();
        _adopted?.Dispose();
        _changeover.Dispose();
        _held.Dispose();
        _epoll.Dispose();
        _signals.Dispose();
    }

    /// <summary>What the next program in this process needs to go on; its descriptors stay open over execve(2).</summary>
    public KeeperState PassOn()
    {
        foreach (var (_, descriptor) in _held.All)
            descriptor.PassOn();
        _connection.PassOn();
        return new KeeperState(
            _masterId,
            _connection.Number,
            _deaths,
            _isAttached,
            _children.AreWatched,
            _children.ToldId,
            [.. _held.All.Select(held => KeyValuePair.Create(held.Key, held.Value.Number))]
        );
    }

    private void Resume(KeeperState before)
    {
        foreach (var (key, number) in before.Held)
            _held.Hold(key, new Descriptor(number));
        _hasStarted = !before.IsStarting;
        _isAttached = before.IsAttached;
        _deaths = before.Deaths;
        _schedule.Started();
        if (before.Connection >= 0)
            Connect(new Descriptor(before.Connection));
        _masterId = before.MasterId;
        _children.Resume(before.HasBegun, before.ToldId);
        HoldAdopted();
        // Its end may have been told while nobody listened.
        LookAtChildren();
        _memory.GiveBack();
    }

    private int? Patience()
    {
        if ((_schedule.Due ?? _changeover.Due) is not { } due)
            return null;
        // Rounded up: a wait that ends a little early would be followed by others without sleep.
        return Math.Max(0, (int)_time.GetElapsedTime(_time.GetTimestamp(), due).TotalMilliseconds + 1);
    }

    /// <summary>The executable that was gone over to has not come to an end of its start.</summary>
    private void EndHanging()
    {
        KeeperVoice.Complain($"the master (pid {_masterId}) hangs in the start of another executable and is ended");
        _changeover.GiveUp();
        _ = ProcessSignals.Send(_masterId, SignalNumber.Kill);
    }

    private void Notice(ulong tag)
    {
        switch (tag)
        {
            case SignalTag:
                ReadSignals();
                break;
            case ConnectionTag:
                ReadConnection();
                break;
            case MasterTag:
                // The adopted master has ended; its parent is somebody else, so nothing more is known.
                MasterEnded(_adopted?.Exit ?? ChildExit.Unknown(_masterId));
                break;
        }
    }

    private void ReadSignals()
    {
        while (_outcome is null && _signals.TryRead(out var signal))
        {
            if (signal.Signal == SignalNumber.Child)
                LookAtChildren();
            else
                _forwarding.Take(signal);
        }
    }

    /// <summary>The master first; of the others one at a time, and only while there is a master who notes it before it is reaped.</summary>
    private void LookAtChildren()
    {
        if (_masterId != 0 && _adopted is null && Reaper.TryReap(_masterId, out var end))
        {
            MasterEnded(end);
            return;
        }
        _children.Look(_masterId);
    }

    private void StartMaster()
    {
        _schedule.Started();
        _isAttached = false;
        (_masterId, var reason) = _launcher.Launch(_changeover.Path, Connect);
        if (_masterId != 0)
            return;
        Disconnect();
        KeeperVoice.Complain($"the master cannot be started: {reason}");
        if (_hasStarted)
            _ = _schedule.Plan();
        else
            _outcome = new KeeperOutcome(Failure, false);
    }

    private void MasterEnded(in ChildExit exit)
    {
        // What it said last is still in the socket: a leave-taking, or descriptors to hold.
        ReadConnection();
        Disconnect();
        _forwarding.MasterEnded();
        if (_outcome is not null)
            return;
        if (_isLeaving || !_hasStarted)
        {
            _outcome = new KeeperOutcome(exit.ExitStatus ?? Failure, false);
            return;
        }
        _deaths++;
        _changeover.MasterDied();
        var wait = _schedule.Plan();
        var how = exit.ExitStatus is { } status
            ? $"exited with status {status}"
            : $"was ended by {exit.Signal?.Name ?? "an unknown cause"}";
        var next =
            _schedule.Deaths == 1
                ? "it is started again and takes over its programs"
                : $"{_schedule.Deaths} deaths in a row, the next start follows in {wait.TotalSeconds:0.0} s";
        KeeperVoice.Complain($"the master (pid {exit.ProcessId}) {how}; {next}");
    }

    private void Connect(Descriptor socket)
    {
        Disconnect();
        _connection.Open(socket);
        _forwarding.MasterCame();
    }

    private void Disconnect()
    {
        _children.Watch(false);
        _masterId = 0;
        if (_adopted is not null)
        {
            _epoll.Remove(_adopted.Number);
            _adopted.Dispose();
            _adopted = null;
        }
        _connection.Dispose();
    }

    private void ReadConnection()
    {
        bool isClosed;
        while (_connection.TryReceive(out var frame, out isClosed))
            Handle(frame);
        if (isClosed)
            ConnectionClosed();
    }

    /// <summary>A master's end is told by its process, but of an adopted one only where the kernel has pidfds.</summary>
    private void ConnectionClosed()
    {
        _connection.Dispose();
        _children.Watch(false);
        if (_isAttached && _adopted is null)
            MasterEnded(ChildExit.Unknown(_masterId));
    }

    private void Handle(in KeeperFrame frame)
    {
        switch (frame.Kind)
        {
            case KeeperFrameKind.Hello:
                Greet((int)frame.First, frame.Second != 0);
                break;
            case KeeperFrameKind.Hold:
                if (_connection.TakeDescriptor() is { } descriptor)
                    _held.Hold(frame.Key, descriptor);
                break;
            case KeeperFrameKind.Drop:
                _held.Drop(frame.Key);
                break;
            case KeeperFrameKind.DropAll:
                _held.Dispose();
                break;
            case KeeperFrameKind.Started:
                _hasStarted = true;
                break;
            case KeeperFrameKind.Begin:
                Begun();
                break;
            case KeeperFrameKind.Answered:
                _launcher.CloseAnswer();
                // The start is over only now: what it ran last is given back too.
                _memory.GiveBack();
                break;
            case KeeperFrameKind.Taken:
                _forwarding.Confirmed((int)frame.First);
                break;
            case KeeperFrameKind.Leaving:
                _isLeaving = true;
                break;
            case KeeperFrameKind.Ask:
                _children.Tell((int)frame.First);
                break;
            case KeeperFrameKind.Reap:
                _children.Reap((int)frame.First, _masterId);
                break;
            case KeeperFrameKind.Executing:
                _changeover.Begin(_connection.TakeDescriptor());
                break;
            case KeeperFrameKind.ExecutingInstead:
                _changeover.Lead(_connection.TakeDescriptor());
                break;
            case KeeperFrameKind.Alone:
                _outcome = new KeeperOutcome(0, true);
                break;
            case KeeperFrameKind.Attach:
                if (_connection.TakeDescriptor() is { } other)
                    Attach(other);
                break;
        }
    }

    /// <summary>A master that has taken everything over has not failed; what it executed for that, this process executes too.</summary>
    private void Begun()
    {
        _children.Watch(true);
        if (_changeover.MasterBegan() is { } executable)
            _outcome = new KeeperOutcome(0, false, executable);
        LookAtChildren();
        _memory.GiveBack();
    }

    /// <param name="keepsItsOwn">It is the same process as before, with all its descriptors.</param>
    private void Greet(int masterId, bool keepsItsOwn)
    {
        _children.Watch(false);
        _masterId = masterId;
        _connection.Send(new KeeperFrame(KeeperFrameKind.Hello, 0, ThisProcess.Id));
        if (!keepsItsOwn)
        {
            foreach (var (key, descriptor) in _held.All)
                _connection.Send(new KeeperFrame(KeeperFrameKind.Hold, key), descriptor.Number);
        }
        _connection.Send(new KeeperFrame(KeeperFrameKind.AllHeld, 0, _deaths, _changeover.HasFailed ? 1 : 0));
        HoldAdopted();
    }

    private void HoldAdopted()
    {
        if (!_isAttached || _adopted is not null || ProcessIdentity.Of(_masterId) is not { } identity)
            return;
        _adopted = ProcessHandle.TryOpen(identity);
        if (_adopted is not null)
            _epoll.Add(_adopted.Number, ReadinessEvents.Readable, MasterTag);
    }

    /// <summary>The one that said so ends; the connection it brought leads to the master that goes on.</summary>
    private void Attach(Descriptor other)
    {
        Connect(other);
        _isAttached = true;
        _hasStarted = true;
    }
}
