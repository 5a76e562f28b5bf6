using Supervisor.Engine.Control;
using Supervisor.Engine.Loop;
using Supervisor.Posix;
using Supervisor.Protocol.Framing;
using Supervisor.Protocol.Gateway;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Engine.Gateway;

/// <summary>
/// The master's end of the private socket. It never waits: what the gateway does not take at once is kept, up to
/// <see cref="MostWaiting"/>; one that lets more come together is given up.
/// </summary>
internal sealed class GatewayConnection : IRequestCaller, IReadinessTarget, IDisposable
{
    /// <summary>Bytes that wait to be taken: the state of some 100,000 processes.</summary>
    public const int MostWaiting = 32 * 1024 * 1024;

    /// <summary>Requests that one turn of the loop reads: a gateway that asks much does not keep signals waiting.</summary>
    private const int ReadsPerTurn = 16;

    private const int LargestKeptBuffer = 256 * 1024;

    private readonly Descriptor _socket;
    private readonly ILoopDescriptors _descriptors;
    private readonly IRequestHandler _requests;
    private readonly Action<string> _failed;
    private readonly FrameAssembler _assembler = new();
    private FrameWriter _writer = new();
    private readonly Queue<WaitingOutput> _waiting = new();
    private int _waitingBytes;
    private ReadinessEvents _awaited = ReadinessEvents.Readable;
    private bool _isHushed;

    /// <summary>Why nothing is done that the gateway asks for; null where it is.</summary>
    private string? _refusal;

    /// <param name="socket">Disposed with the connection, and also when there can be none.</param>
    /// <param name="failed">Called once, with why the connection cannot go on; its owner disposes it.</param>
    /// <exception cref="PosixException">The loop cannot watch it.</exception>
    public GatewayConnection(Descriptor socket, ILoopDescriptors descriptors, IRequestHandler requests, Action<string> failed)
    {
        _socket = socket;
        _descriptors = descriptors;
        _requests = requests;
        _failed = failed;
        try
        {
            descriptors.Watch(socket.Number, ReadinessEvents.Readable, this);
        }
        catch (PosixException)
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>It has not come to its end.</summary>
    public bool IsOpen => _socket.IsOpen;

    /// <summary>The socket.</summary>
    public int Number => _socket.Number;

    /// <summary>The gateway has not taken all yet.</summary>
    public bool HasWaiting => _waiting.Count > 0;

    /// <summary>What has been received and not been taken up.</summary>
    public ReadOnlyMemory<byte> Received => _assembler.Rest;

    /// <summary>Told once when the gateway's end is closed.</summary>
    public Action? Ended { get; set; }

    /// <summary>Goes on where another master stopped, which has received this; hushed until <see cref="Listen"/>.</summary>
    public void Resume(ReadOnlySpan<byte> received)
    {
        _assembler.Resume(received);
        Hush();
    }

    /// <summary>Takes no more requests up; they wait in the kernel. Answers go on.</summary>
    public void Hush()
    {
        _isHushed = true;
        Await();
    }

    /// <summary>Takes requests up again.</summary>
    public void Listen()
    {
        if (!_isHushed)
            return;
        _isHushed = false;
        if (!_socket.IsOpen)
            return;
        TakeUp(receives: false);
        Await();
    }

    /// <summary>The gateway cannot be understood: whatever it asks, and has asked, is refused by its number.</summary>
    public void RefuseFromNowOn(string reason)
    {
        _refusal = reason;
        Listen();
    }

    public void Configure(GatewayConfiguration configuration, ReadOnlySpan<int> listeners)
    {
        var copies = new Descriptor[listeners.Length];
        for (var index = 0; index < copies.Length; index++)
        {
            var errno = FileDescriptor.Duplicate(listeners[index], out var copy);
            if (errno != 0)
            {
                new WaitingOutput(default, copies[..index]).Close();
                _failed(
                    $"its listening sockets cannot be passed on: {Errno.Describe(errno)}; raise the daemon's limit of open files if it lasts"
                );
                return;
            }
            copies[index] = copy!;
        }
        NoticeCodec.WriteConfigure(_writer, configuration);
        Send(copies);
    }

    public void Leave()
    {
        NoticeCodec.WriteLeave(_writer);
        Send([]);
    }

    /// <summary>It is to go when it has given its last answer, however long that takes.</summary>
    public void Retire()
    {
        NoticeCodec.WriteRetire(_writer);
        Send([]);
    }

    public void Answer(uint number, Reply reply, Descriptor? descriptor = null)
    {
        ReplyCodec.Write(_writer, number, reply, (byte)(descriptor is null ? 0 : 1));
        Send(descriptor is null ? [] : [descriptor]);
    }

    public void Ready(ReadinessEvents events)
    {
        if ((events & ReadinessEvents.Writable) != ReadinessEvents.None)
            SendWaiting();
        if (_socket.IsOpen && !_isHushed && (events & ~ReadinessEvents.Writable) != ReadinessEvents.None)
            TakeUp(receives: true);
    }

    public void Dispose()
    {
        if (!_socket.IsOpen)
            return;
        if (_awaited != ReadinessEvents.None)
            _descriptors.Forget(_socket.Number);
        _awaited = ReadinessEvents.None;
        _socket.Dispose();
        _requests.CallerGone(this);
        foreach (var output in _waiting)
            output.Close();
        _waiting.Clear();
    }

    private void TakeUp(bool receives)
    {
        try
        {
            if (receives)
                Receive();
            else
                HandleReceived();
        }
        catch (ProtocolException failure)
        {
            _failed($"it does not speak the protocol: {failure.Message}");
        }
    }

    private void Receive()
    {
        for (var read = 0; read < ReadsPerTurn && _socket.IsOpen && !_isHushed; read++)
        {
            var result = DescriptorSocket.TryReceive(_socket.Number, _assembler.Room().Span, [], out _);
            if (result.WouldBlock)
                return;
            // Its end is told by its process, so there is nothing more to say about it here.
            if (!result.IsSuccess || result.Count == 0)
            {
                Dispose();
                Ended?.Invoke();
                return;
            }
            _assembler.Received(result.Count);
            HandleReceived();
        }
    }

    private void HandleReceived()
    {
        while (_socket.IsOpen && !_isHushed && _assembler.TryTake(out var header, out var content))
            Handle(header, content.Span);
    }

    private void Handle(in FrameHeader header, ReadOnlySpan<byte> content)
    {
        if (_refusal is not null)
            Refuse(header, _refusal);
        else if (header.Kind == RequestCodec.CancelKind)
            _requests.Cancel(this, header.Number);
        else
            _requests.Handle(this, header.Number, RequestCodec.Read(header.Kind, content));
    }

    private void Refuse(in FrameHeader header, string reason)
    {
        if (header.Kind != RequestCodec.CancelKind)
            Answer(header.Number, new Reply.Refused(ControlResult.Failed, reason));
    }

    /// <summary>Sends what has just been written, or keeps what is not taken. The descriptors are closed when they have been sent.</summary>
    private void Send(Descriptor[] descriptors)
    {
        if (!_socket.IsOpen)
        {
            new WaitingOutput(default, descriptors).Close();
            return;
        }
        var output = new WaitingOutput(_writer.Written, descriptors);
        // Behind something that waits it has to wait as well.
        if (_waiting.Count > 0 || !TrySend(output))
            Keep(output);
        if (_writer.Written.Length > LargestKeptBuffer)
            _writer = new FrameWriter();
        else
            _writer.Clear();
    }

    private void Keep(WaitingOutput output)
    {
        if (!_socket.IsOpen)
        {
            output.Close();
            return;
        }
        output.Own();
        _waiting.Enqueue(output);
        _waitingBytes += output.Rest.Length;
        Await();
        if (_waitingBytes > MostWaiting)
            _failed($"it has left {_waitingBytes} bytes unread");
    }

    private void SendWaiting()
    {
        while (_waiting.TryPeek(out var output))
        {
            var before = output.Rest.Length;
            var isSent = TrySend(output);
            _waitingBytes -= before - output.Rest.Length;
            if (!isSent)
                return;
            _waiting.Dequeue();
        }
        Await();
    }

    /// <summary>Waits for what concerns it. One that nothing is wanted from is not watched, as its end would be told without end.</summary>
    private void Await()
    {
        var wanted =
            (_isHushed ? ReadinessEvents.None : ReadinessEvents.Readable)
            | (_waiting.Count > 0 ? ReadinessEvents.Writable : ReadinessEvents.None);
        if (wanted == _awaited || !_socket.IsOpen)
            return;
        var before = _awaited;
        _awaited = wanted;
        if (wanted == ReadinessEvents.None)
            _descriptors.Forget(_socket.Number);
        else if (before != ReadinessEvents.None)
            _descriptors.Change(_socket.Number, wanted);
        else
            WatchAgain(wanted);
    }

    private void WatchAgain(ReadinessEvents wanted)
    {
        try
        {
            _descriptors.Watch(_socket.Number, wanted, this);
        }
        catch (PosixException failure)
        {
            _awaited = ReadinessEvents.None;
            _failed($"it cannot be listened to: {failure.Message}");
        }
    }

    /// <summary>False while some of it remains. Where the gateway has gone nothing remains: its end is noticed by reading.</summary>
    private bool TrySend(WaitingOutput output)
    {
        while (!output.Rest.IsEmpty)
        {
            var result = DescriptorSocket.TrySend(_socket.Number, output.Rest.Span, output.Numbers);
            if (result.WouldBlock)
                return false;
            output.Sent(result.IsSuccess ? result.Count : output.Rest.Length);
        }
        return true;
    }
}
