using Supervisor.Engine.Control;
using Supervisor.Engine.Gateway;
using Supervisor.Engine.Loop;
using Supervisor.Posix;
using Supervisor.Protocol.Framing;
using Supervisor.Protocol.Requests;

namespace Supervisor.Engine.Tests.Gateway;

/// <summary>A connection of the master, watched by the loop's own epoll, with the gateway's end in hand; and the desk that it asks.</summary>
internal sealed class ConnectionScene : IRequestHandler, ILoopDescriptors, IDisposable
{
    private readonly LoopDescriptors _loop = new();
    private readonly FrameAssembler _assembler = new();
    private readonly Queue<int> _descriptors = new();
    private readonly Descriptor _theirs;

    public ConnectionScene()
    {
        (var ours, _theirs) = DescriptorSocket.CreatePair();
        Connection = new GatewayConnection(ours, this, this, Failures.Add);
    }

    public GatewayConnection Connection { get; }

    /// <summary>The gateway's end.</summary>
    public Descriptor Theirs => _theirs;

    public List<string> Failures { get; } = [];
    public List<(uint Number, Request Request)> Requests { get; } = [];
    public List<uint> Cancelled { get; } = [];

    /// <summary>How often it was said that the caller has gone.</summary>
    public int Gone { get; private set; }

    /// <summary>What the connection waits for; null when it is not watched.</summary>
    public ReadinessEvents? Awaited { get; private set; }

    public void Turn() => _loop.Wait(0);

    /// <summary>The gateway sends what is written.</summary>
    public void Send(Action<FrameWriter> write)
    {
        var writer = new FrameWriter();
        write(writer);
        Send(writer.Written.Span);
    }

    public void Send(ReadOnlySpan<byte> bytes) => DescriptorSocket.Send(_theirs.Number, bytes, []).Count.ShouldBe(bytes.Length);

    /// <summary>The gateway takes a message, while the loop turns.</summary>
    public (FrameHeader Header, byte[] Content, Descriptor[] Descriptors) Take()
    {
        FrameHeader header;
        ReadOnlyMemory<byte> content;
        while (!_assembler.TryTake(out header, out content))
        {
            if (!Receive())
                Turn();
        }
        var bytes = content.ToArray();
        return (header, bytes, [.. Enumerable.Range(0, header.DescriptorCount).Select(_ => new Descriptor(_descriptors.Dequeue()))]);
    }

    /// <summary>Nothing is there for the gateway.</summary>
    public bool HasNothing => !Receive();

    public void Handle(IRequestCaller caller, uint number, Request request)
    {
        caller.ShouldBe(Connection);
        Requests.Add((number, request));
    }

    public void Cancel(IRequestCaller caller, uint number) => Cancelled.Add(number);

    public void CallerGone(IRequestCaller caller)
    {
        caller.ShouldBe(Connection);
        Gone++;
    }

    public void Watch(int descriptor, ReadinessEvents events, IReadinessTarget target)
    {
        Awaited = events;
        _loop.Watch(descriptor, events, target);
    }

    public void Change(int descriptor, ReadinessEvents events)
    {
        Awaited = events;
        _loop.Change(descriptor, events);
    }

    public void Forget(int descriptor)
    {
        Awaited = null;
        _loop.Forget(descriptor);
    }

    public void Dispose()
    {
        Connection.Dispose();
        _theirs.Dispose();
        foreach (var descriptor in _descriptors)
            PipeEnd.Close(descriptor);
        _loop.Dispose();
    }

    private bool Receive()
    {
        Span<int> descriptors = stackalloc int[DescriptorSocket.MostDescriptors];
        var result = DescriptorSocket.TryReceive(_theirs.Number, _assembler.Room().Span, descriptors, out var count);
        foreach (var descriptor in descriptors[..count])
            _descriptors.Enqueue(descriptor);
        if (result.Count > 0)
            _assembler.Received(result.Count);
        return result.Count > 0;
    }
}
