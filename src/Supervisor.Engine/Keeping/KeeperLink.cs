using Supervisor.Engine.Loop;
using Supervisor.Posix;
using Supervisor.Protocol.Keeping;

namespace Supervisor.Engine.Keeping;

/// <summary>
/// The master's end of the connection to its keeper. Until the loop watches it, it may wait for answers; from then on it never does.
/// </summary>
public sealed class KeeperLink : IKeeper, IReadinessTarget, IDisposable
{
    private FrameSocket _socket;
    private readonly Queue<ReceivedSignal> _early = new();
    private ILoopDescriptors? _descriptors;
    private IKeeperNotices? _notices;
    private bool _isWritableWatched;
    private bool _isWatched;

    /// <summary>What follows from a message may have others sent.</summary>
    private bool _isLooking;

    private KeeperLink(FrameSocket socket) => _socket = socket;

    /// <summary>What the keeper held for the masters before this one.</summary>
    public HeldDescriptors Held { get; } = new();

    /// <summary>The launched process, which the pid file names.</summary>
    public int KeeperId { get; private set; }

    /// <summary>How many masters died before this one.</summary>
    public int Deaths { get; private set; }

    /// <summary>Another executable was tried in this one's place, and has failed.</summary>
    public bool HasUpgradeFailed { get; private set; }

    /// <inheritdoc />
    public bool InheritsChildren { get; private set; } = true;

    /// <inheritdoc />
    public bool HasLostMasters => Deaths > 0;

    /// <summary>False once the keeper is gone.</summary>
    public bool IsOpen => _socket.IsOpen;

    /// <summary>Greets the keeper, which answers with what it holds.</summary>
    /// <param name="socket">Owned from now on.</param>
    public static KeeperLink Greet(Descriptor socket)
    {
        var link = new KeeperLink(new FrameSocket(socket, KeeperFrame.Length));
        link.SendNow(new KeeperFrame(KeeperFrameKind.Hello, 0, ThisProcess.Id));
        return link;
    }

    /// <summary>Waits for what the keeper holds; false when it is gone.</summary>
    public bool TryReceiveHeld()
    {
        if (WaitFor(KeeperFrameKind.AllHeld) is not { } last)
        {
            Dispose();
            return false;
        }
        Deaths = (int)last.First;
        HasUpgradeFailed = last.Second != 0;
        return true;
    }

    /// <summary>A new keeper has come after the old one was lost. What is to be held must be told anew.</summary>
    public void Reconnect(Descriptor socket)
    {
        _socket = new FrameSocket(socket, KeeperFrame.Length);
        InheritsChildren = false;
        Send(new KeeperFrame(KeeperFrameKind.Hello, 0, ThisProcess.Id, 1));
        Send(new KeeperFrame(KeeperFrameKind.Started));
        Send(new KeeperFrame(KeeperFrameKind.Answered));
        Send(new KeeperFrame(KeeperFrameKind.Begin));
        Watch(_descriptors!, _notices!);
    }

    /// <summary>Executed again, this process finds the connection under the same number.</summary>
    public void PassOn() => _socket.PassOn();

    /// <summary>Waits for the answer what this process is to the keeper.</summary>
    public KeeperChildCondition Ask(int processId, out ChildExit exit)
    {
        Send(new KeeperFrame(KeeperFrameKind.Ask, 0, processId));
        var answer = WaitFor(KeeperFrameKind.Condition);
        exit = ChildExit.OfWaitStatus(processId, (int)(answer?.Third ?? 0));
        return (KeeperChildCondition)(answer?.Second ?? 0);
    }

    /// <summary>Where no descriptor is left for what waits to be sent, nothing is held: better than what was held before.</summary>
    public void Hold(int key, int descriptor)
    {
        if (!TrySend(new KeeperFrame(KeeperFrameKind.Hold, key), descriptor))
            Drop(key);
    }

    public void DropAll() => SendNow(new KeeperFrame(KeeperFrameKind.DropAll));

    public void Drop(int key) => Send(new KeeperFrame(KeeperFrameKind.Drop, key));

    public void Reap(int processId) => Send(new KeeperFrame(KeeperFrameKind.Reap, 0, processId));

    /// <summary>All that is to be adopted is: ends of children may be told from now on.</summary>
    public void Begin() => Send(new KeeperFrame(KeeperFrameKind.Begin));

    /// <summary>From now on the death of this process is not the end.</summary>
    public void Started() => SendNow(new KeeperFrame(KeeperFrameKind.Started));

    /// <summary>The launching command waits no longer.</summary>
    public void Answered() => SendNow(new KeeperFrame(KeeperFrameKind.Answered));

    /// <summary>The end of this process that follows is meant.</summary>
    public void Leave() => SendNow(new KeeperFrame(KeeperFrameKind.Leaving));

    /// <summary>No keeper is wanted: the launched process is to go on as a master itself when this one has ended.</summary>
    public void Refuse() => SendNow(new KeeperFrame(KeeperFrameKind.Alone));

    /// <summary>This process is about to execute another program.</summary>
    /// <param name="present">The executable that it is now.</param>
    /// <param name="other">The one that it will be.</param>
    public void Execute(int present, int other)
    {
        Send(new KeeperFrame(KeeperFrameKind.Executing), present);
        Send(new KeeperFrame(KeeperFrameKind.ExecutingInstead), other);
        Flush();
    }

    /// <summary>Another master lives already, without a keeper: the connection to it is the keeper's from now on.</summary>
    public void HandOver(int connection)
    {
        Send(new KeeperFrame(KeeperFrameKind.Attach), connection);
        Flush();
    }

    /// <summary>
    /// The loop takes over. Where the user has as many watches as are allowed (epoll(7)), it is tried again whenever the loop has turned.
    /// </summary>
    public void Watch(ILoopDescriptors descriptors, IKeeperNotices notices)
    {
        ArgumentNullException.ThrowIfNull(descriptors);
        ArgumentNullException.ThrowIfNull(notices);
        (_descriptors, _notices) = (descriptors, notices);
        _isWatched = TryWatch();
        while (_early.TryDequeue(out var signal))
            Take(signal);
        // What came together with the last answer that was waited for makes the socket readable no more.
        Ready(ReadinessEvents.Readable);
        // The loop may sleep before it has turned once, and the keeper waits to be told that this process has begun.
        Flush();
    }

    private bool TryWatch()
    {
        _isWritableWatched = false;
        try
        {
            _descriptors!.Watch(_socket.Number, ReadinessEvents.Readable, this);
            return true;
        }
        catch (PosixException)
        {
            return false;
        }
    }

    /// <inheritdoc />
    public void Flush()
    {
        if (!_socket.IsOpen)
            return;
        _ = _socket.Flush();
        if (_descriptors is not null && !_isWatched)
            LookUnwatched();
        if (_descriptors is null || !_isWatched || _socket.HasWaiting == _isWritableWatched)
            return;
        _isWritableWatched = _socket.HasWaiting;
        _descriptors.Change(
            _socket.Number,
            _isWritableWatched ? ReadinessEvents.Readable | ReadinessEvents.Writable : ReadinessEvents.Readable
        );
    }

    public void Ready(ReadinessEvents events)
    {
        while (_socket.IsOpen)
        {
            if (_socket.TryReceive(out var bytes, out var isClosed))
                Handle(KeeperFrame.Read(bytes));
            else if (!isClosed)
                return;
            else
            {
                Dispose();
                _notices!.Lost();
            }
        }
    }

    /// <summary>The loop is over; the connection stays.</summary>
    public void Unwatch()
    {
        Forget();
        _descriptors = null;
    }

    public void Dispose()
    {
        if (!_socket.IsOpen)
            return;
        Forget();
        _socket.Dispose();
        Held.Dispose();
    }

    private void Forget()
    {
        if (_socket.IsOpen && _isWatched)
            _descriptors?.Forget(_socket.Number);
        _isWatched = false;
    }

    /// <summary>What has come since the last turn is not told by the loop.</summary>
    private void LookUnwatched()
    {
        if (_isLooking)
            return;
        _isLooking = true;
        _isWatched = TryWatch();
        Ready(ReadinessEvents.Readable);
        _isLooking = false;
    }

    private void Handle(in KeeperFrame frame)
    {
        switch (frame.Kind)
        {
            case KeeperFrameKind.Hello:
                KeeperId = (int)frame.First;
                _notices?.Attached(KeeperId);
                break;
            case KeeperFrameKind.Hold when _socket.TakeDescriptor() is { } descriptor:
                Held.Add(frame.Key, descriptor);
                break;
            case KeeperFrameKind.Signal:
                var isFromKernel = frame.Third < 0;
                Take(
                    new ReceivedSignal(
                        new SignalNumber((int)frame.First),
                        (int)frame.Second,
                        isFromKernel ? 0 : (uint)frame.Third,
                        isFromKernel
                    )
                );
                break;
            case KeeperFrameKind.Ended:
                _notices?.Ended(ChildExit.OfWaitStatus((int)frame.First, (int)frame.Third));
                break;
        }
    }

    private void Take(in ReceivedSignal signal)
    {
        if (_notices is null)
        {
            _early.Enqueue(signal);
            return;
        }
        _notices.Received(signal);
        Send(new KeeperFrame(KeeperFrameKind.Taken, 0, signal.Signal.Value));
    }

    /// <summary>Null when the keeper is gone.</summary>
    private KeeperFrame? WaitFor(KeeperFrameKind kind)
    {
        _ = _socket.Flush();
        while (_socket.TryReceive(out var bytes, out _, waits: true))
        {
            var frame = KeeperFrame.Read(bytes);
            if (frame.Kind == kind)
                return frame;
            Handle(frame);
        }
        return null;
    }

    private void SendNow(in KeeperFrame frame)
    {
        Send(frame);
        Flush();
    }

    private void Send(in KeeperFrame frame, int descriptor = -1) => _ = TrySend(frame, descriptor);

    private bool TrySend(in KeeperFrame frame, int descriptor)
    {
        if (!_socket.IsOpen)
            return true;
        Span<byte> bytes = stackalloc byte[KeeperFrame.Length];
        frame.Write(bytes);
        return _socket.Add(bytes, descriptor) == 0;
    }
}
