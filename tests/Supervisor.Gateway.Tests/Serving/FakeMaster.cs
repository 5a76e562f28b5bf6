using System.Collections.Concurrent;
using System.Collections.Immutable;
using Supervisor.Posix;
using Supervisor.Protocol.Framing;
using Supervisor.Protocol.Gateway;
using Supervisor.Protocol.Processes;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Gateway.Tests.Serving;

/// <summary>The master's end of the private socket, which answers what it was told to answer.</summary>
internal sealed class FakeMaster : IDisposable
{
    private readonly Descriptor _socket;
    private readonly Thread _receiver;
    private readonly Lock _sending = new();

    public FakeMaster()
    {
        (_socket, Gateway) = DescriptorSocket.CreatePair();
        _receiver = new Thread(Receive) { IsBackground = true, Name = "fake master" };
        _receiver.Start();
    }

    /// <summary>The other end, for the gateway, which closes it.</summary>
    public Descriptor Gateway { get; }

    public ConcurrentQueue<Request> Requests { get; } = new();

    public ConcurrentQueue<uint> Cancelled { get; } = new();

    /// <summary>Null leaves the request without an answer.</summary>
    public Func<Request, Reply?> Answer { get; set; } = DefaultAnswer;

    /// <summary>Opens what comes with LogOpened.</summary>
    public Func<Request, Descriptor?> OpenLog { get; set; } = _ => null;

    public static Reply DefaultAnswer(Request request) =>
        request switch
        {
            Request.DescribeDaemon => new Reply.DaemonDescribed("supervisor", "0.1.0", 4242, SupervisorState.Running),
            Request.ListProcesses { Processes.IsAll: true } => new Reply.ProcessesListed(
                1_763_651_520_123,
                [ProcessSnapshots.Running("web", "web"), ProcessSnapshots.Running("work", "1")]
            ),
            Request.ListProcesses { Processes: { Group: "web", Name: "web" } } => new Reply.ProcessesListed(
                1_763_651_520_123,
                [ProcessSnapshots.Running("web", "web")]
            ),
            _ => new Reply.Refused(ControlResult.BadName, ""),
        };

    public void Configure(long? idleTimeout, params (ListenerDescription Description, int Socket)[] listeners) =>
        Configure(ProtocolVersion.Current, idleTimeout, listeners);

    public void Configure(int version, long? idleTimeout, params (ListenerDescription Description, int Socket)[] listeners)
    {
        var configuration = new GatewayConfiguration(version, idleTimeout, [.. listeners.Select(listener => listener.Description)]);
        Send(writer => NoticeCodec.WriteConfigure(writer, configuration), [.. listeners.Select(listener => listener.Socket)]);
    }

    public void Retire() => Send(NoticeCodec.WriteRetire, []);

    public void Leave() => Send(NoticeCodec.WriteLeave, []);

    public void Reply(uint number, Reply reply) => Send(writer => ReplyCodec.Write(writer, number, reply), []);

    /// <summary>The master dies.</summary>
    public void Dispose()
    {
        if (!_socket.IsOpen)
            return;
        // What is received is looked at by the thread, so the connection ends first and the descriptor after it.
        using (var socket = new System.Net.Sockets.Socket(new System.Net.Sockets.SafeSocketHandle(_socket.Number, ownsHandle: false)))
            socket.Shutdown(System.Net.Sockets.SocketShutdown.Both);
        _receiver.Join();
        _socket.Dispose();
    }

    private void Send(Action<FrameWriter> write, ImmutableArray<int> descriptors)
    {
        var writer = new FrameWriter();
        write(writer);
        lock (_sending)
        {
            var rest = writer.Written.Span;
            var numbers = descriptors.AsSpan();
            while (!rest.IsEmpty)
            {
                var sent = DescriptorSocket.Send(_socket.Number, rest, numbers);
                if (!sent.IsSuccess)
                    return;
                rest = rest[sent.Count..];
                numbers = [];
            }
        }
    }

    private void Receive()
    {
        var assembler = new FrameAssembler();
        while (true)
        {
            var result = DescriptorSocket.Receive(_socket.Number, assembler.Room().Span, [], out _);
            if (!result.IsSuccess || result.Count == 0)
                return;
            assembler.Received(result.Count);
            while (assembler.TryTake(out var header, out var content))
                Handle(header, content.Span);
        }
    }

    private void Handle(FrameHeader header, ReadOnlySpan<byte> content)
    {
        if (header.Kind == RequestCodec.CancelKind)
        {
            Cancelled.Enqueue(header.Number);
            return;
        }
        var request = RequestCodec.Read(header.Kind, content);
        Requests.Enqueue(request);
        if (request is Request.OpenLog or Request.OpenDaemonLog && OpenLog(request) is { } log)
        {
            using (log)
                Send(writer => ReplyCodec.Write(writer, header.Number, new Reply.LogOpened("/log"), 1), [log.Number]);
            return;
        }
        if (Answer(request) is { } reply)
            Reply(header.Number, reply);
    }
}
