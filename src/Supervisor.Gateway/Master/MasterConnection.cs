using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;
using Supervisor.Posix;
using Supervisor.Protocol.Framing;
using Supervisor.Protocol.Gateway;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Gateway.Master;

/// <summary>The gateway's end of the private socket. Any thread asks; one thread receives.</summary>
internal sealed class MasterConnection(Descriptor socket) : IMaster, IDisposable
{
    private const int LargestKeptBuffer = 64 * 1024;
    private readonly ConcurrentDictionary<uint, TaskCompletionSource<MasterAnswer>> _waiting = new();
    private readonly FrameAssembler _assembler = new();
    private readonly int[] _receivedNumbers = new int[DescriptorSocket.MostDescriptors];
    private readonly Queue<int> _received = new();
    private readonly Lock _sending = new();
    private FrameWriter _writer = new();
    private uint _lastNumber;
    private volatile bool _isGone;

    public int Number => socket.Number;

    public async Task<MasterAnswer> AskAsync(Request request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var answer = new TaskCompletionSource<MasterAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        var number = Send(request, answer);
        await using var registration = cancellation.UnsafeRegister(_ => Cancel(number, cancellation), null);
        return await answer.Task;
    }

    /// <summary>Receives what is there: replies go to who waits for them, notices to <paramref name="notices"/>. Never waits.</summary>
    /// <returns>False when the master has gone.</returns>
    /// <exception cref="ProtocolException">It is no master of this version that speaks.</exception>
    public bool Receive(IMasterNotices notices)
    {
        while (true)
        {
            var room = _assembler.Room();
            var result = DescriptorSocket.TryReceive(socket.Number, room.Span, _receivedNumbers, out var descriptorCount);
            foreach (var number in _receivedNumbers.AsSpan(0, descriptorCount))
                _received.Enqueue(number);
            if (result.WouldBlock)
                return true;
            if (!result.IsSuccess || result.Count == 0)
                return false;
            _assembler.Received(result.Count);
            while (_assembler.TryTake(out var header, out var content))
                Handle(header, content.Span, notices);
        }
    }

    /// <summary>Everybody who waits is told that the master is gone, and so is everybody who asks from now on.</summary>
    public void Close()
    {
        _isGone = true;
        foreach (var number in _waiting.Keys)
        {
            if (_waiting.TryRemove(number, out var answer))
                answer.TrySetException(new MasterGoneException());
        }
    }

    public void Dispose()
    {
        Close();
        while (_received.TryDequeue(out var number))
            new Descriptor(number).Dispose();
        lock (_sending)
            socket.Dispose();
    }

    private uint Send(Request request, TaskCompletionSource<MasterAnswer> answer)
    {
        lock (_sending)
        {
            var number = NextNumber();
            _waiting[number] = answer;
            RequestCodec.Write(_writer, number, request);
            if (!SendWritten())
                _waiting.TryRemove(number, out _);
            else if (!_isGone)
                return number;
            _waiting.TryRemove(number, out _);
            throw new MasterGoneException();
        }
    }

    private void Cancel(uint number, CancellationToken cancellation)
    {
        if (!_waiting.TryRemove(number, out var answer))
            return;
        lock (_sending)
        {
            RequestCodec.WriteCancel(_writer, number);
            SendWritten();
        }
        answer.TrySetCanceled(cancellation);
    }

    private uint NextNumber()
    {
        do _lastNumber++;
        while (_lastNumber == 0 || _waiting.ContainsKey(_lastNumber));
        return _lastNumber;
    }

    /// <summary>Waits for the master to take it, which its loop does promptly; replies are received by another thread meanwhile.</summary>
    private bool SendWritten()
    {
        var rest = _writer.Written.Span;
        while (!rest.IsEmpty && !_isGone && socket.IsOpen)
        {
            var result = DescriptorSocket.Send(socket.Number, rest, []);
            if (!result.IsSuccess)
                break;
            rest = rest[result.Count..];
        }
        if (_writer.Written.Length > LargestKeptBuffer)
            _writer = new FrameWriter();
        else
            _writer.Clear();
        return rest.IsEmpty;
    }

    private void Handle(FrameHeader header, ReadOnlySpan<byte> content, IMasterNotices notices)
    {
        if (header.DescriptorCount > _received.Count)
            throw new ProtocolException($"{header.DescriptorCount} descriptors announced, {_received.Count} received");
        switch (header.Kind)
        {
            case NoticeCodec.ConfigureKind:
                Configure(header, content, notices);
                break;
            case NoticeCodec.RetireKind:
                notices.Retire();
                break;
            case NoticeCodec.LeaveKind:
                notices.Leave();
                break;
            default:
                Answer(header, content);
                break;
        }
    }

    /// <summary>The version comes first and is looked at first: of another version nothing else is known.</summary>
    private void Configure(FrameHeader header, ReadOnlySpan<byte> content, IMasterNotices notices)
    {
        var reader = new FrameReader(content);
        var version = reader.ReadInt32();
        if (version != ProtocolVersion.Current)
            throw new ProtocolException(
                $"the master speaks version {version} of the protocol, this gateway version {ProtocolVersion.Current}"
            );
        var configuration = NoticeCodec.ReadConfigure(content);
        if (configuration.Listeners.Length != header.DescriptorCount)
            throw new ProtocolException($"{configuration.Listeners.Length} listeners with {header.DescriptorCount} descriptors");
        var descriptors = new Descriptor[header.DescriptorCount];
        for (var index = 0; index < descriptors.Length; index++)
            descriptors[index] = new Descriptor(_received.Dequeue());
        notices.Configure(configuration, descriptors);
    }

    private void Answer(FrameHeader header, ReadOnlySpan<byte> content)
    {
        SafeFileHandle? file = null;
        for (var index = 0; index < header.DescriptorCount; index++)
        {
            file?.Dispose();
            file = new SafeFileHandle(_received.Dequeue(), ownsHandle: true);
        }
        // Of a request that was cancelled meanwhile nothing is wanted any more.
        if (
            !_waiting.TryRemove(header.Number, out var answer)
            || !answer.TrySetResult(new MasterAnswer(ReplyCodec.Read(header.Kind, content), file))
        )
            file?.Dispose();
    }
}
