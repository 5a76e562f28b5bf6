using System.Collections.Immutable;
using Supervisor.Engine.Gateway;
using Supervisor.Engine.Loop;
using Supervisor.Posix;
using Supervisor.Protocol.Framing;
using Supervisor.Protocol.Gateway;
using Supervisor.Protocol.Processes;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Engine.Tests.Gateway;

public sealed class GatewayConnectionTests : IDisposable
{
    private readonly ConnectionScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void A_request_comes_with_its_number_and_its_answer_goes_back_with_it()
    {
        _scene.Send(writer => RequestCodec.Write(writer, 7, new Request.AddGroup("web")));
        _scene.Turn();
        _scene.Requests.ShouldBe([(7u, (Request)new Request.AddGroup("web"))]);
        _scene.Connection.Answer(7, new Reply.LogOpened("/var/log/web"));
        var (header, content, _) = _scene.Take();
        header.Number.ShouldBe(7u);
        ReplyCodec.Read(header.Kind, content).ShouldBe(new Reply.LogOpened("/var/log/web"));
        _scene.Failures.ShouldBeEmpty();
    }

    [Fact]
    public void A_request_in_pieces_is_one_and_many_in_one_piece_are_many()
    {
        var writer = new FrameWriter();
        for (var number = 1u; number <= 3; number++)
            RequestCodec.Write(writer, number, new Request.AddGroup($"group {number}"));
        var bytes = writer.Written.ToArray();
        foreach (var part in new[] { bytes[..5], bytes[5..12], bytes[12..] })
        {
            _scene.Send(part);
            _scene.Turn();
        }
        _scene.Requests.Select(request => request.Number).ShouldBe([1u, 2u, 3u]);
    }

    [Fact]
    public void Hushed_it_takes_nothing_up_but_sends_and_later_takes_up_what_came()
    {
        _scene.Connection.Hush();
        _scene.Send(writer => RequestCodec.Write(writer, 1, new Request.AddGroup("web")));
        _scene.Turn();
        _scene.Requests.ShouldBeEmpty();
        _scene.Connection.Answer(7, Reply.Done.Instance);
        _scene.Take().Header.Number.ShouldBe(7u);
        _scene.Connection.Listen();
        _scene.Turn();
        _scene.Requests.ShouldHaveSingleItem().Number.ShouldBe(1u);
    }

    [Fact]
    public void What_another_master_had_received_comes_first()
    {
        var writer = new FrameWriter();
        RequestCodec.Write(writer, 1, new Request.AddGroup("first"));
        RequestCodec.Write(writer, 2, new Request.AddGroup("second"));
        var bytes = writer.Written.ToArray();
        _scene.Connection.Resume(bytes.AsSpan(0, bytes.Length - 3));
        _scene.Send(bytes.AsSpan(bytes.Length - 3));
        _scene.Turn();
        _scene.Requests.ShouldBeEmpty("it listens when it is told to");
        _scene.Connection.Received.Length.ShouldBe(bytes.Length - 3);
        _scene.Connection.Listen();
        _scene.Requests.ShouldHaveSingleItem().Number.ShouldBe(1u);
        _scene.Turn();
        _scene.Requests.Select(request => request.Number).ShouldBe([1u, 2u]);
        _scene.Connection.Received.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void The_end_of_a_gateway_that_is_hushed_is_found_when_it_is_listened_to()
    {
        var ends = 0;
        _scene.Connection.Ended = () => ends++;
        _scene.Connection.Hush();
        _scene.Awaited.ShouldBeNull("the end would be told without end");
        _scene.Theirs.Dispose();
        _scene.Turn();
        ends.ShouldBe(0);
        _scene.Connection.Listen();
        _scene.Turn();
        ends.ShouldBe(1);
        _scene.Connection.IsOpen.ShouldBeFalse();
        _scene.Gone.ShouldBe(1);
    }

    [Fact]
    public void What_is_not_wanted_any_more_is_cancelled()
    {
        _scene.Send(writer => RequestCodec.WriteCancel(writer, 9));
        _scene.Turn();
        _scene.Cancelled.ShouldBe([9u]);
    }

    [Fact]
    public void A_descriptor_comes_with_its_answer_and_is_closed_here()
    {
        var file = StandardStreams.OpenNullDevice();
        _scene.Connection.Answer(1, Reply.Done.Instance);
        _scene.Connection.Answer(2, new Reply.LogOpened("/dev/null"), file);
        file.IsOpen.ShouldBeFalse();
        _scene.Take().Descriptors.ShouldBeEmpty();
        var (header, _, descriptors) = _scene.Take();
        header.Number.ShouldBe(2u);
        using var received = descriptors.ShouldHaveSingleItem();
        SymbolicLink.Read($"/proc/self/fd/{received.Number}").ShouldBe("/dev/null");
    }

    [Fact]
    public void The_configuration_comes_with_copies_of_its_sockets_in_their_order()
    {
        using var first = StandardStreams.OpenNullDevice();
        var (read, write) = Pipe.Create(nonBlockingRead: false);
        using (read)
        using (write)
        {
            _scene.Connection.Configure(Configuration(2), [first.Number, read.Number]);
            var (header, content, descriptors) = _scene.Take();
            header.Kind.ShouldBe(NoticeCodec.ConfigureKind);
            NoticeCodec.ReadConfigure(content).Listeners.Length.ShouldBe(2);
            descriptors.Select(LinkOf).ShouldBe([LinkOf(first), LinkOf(read)]);
            Array.ForEach(descriptors, descriptor => descriptor.Dispose());
        }
    }

    [Fact]
    public void Sockets_that_cannot_be_copied_give_the_connection_up_and_nothing_of_them_is_sent()
    {
        using var first = StandardStreams.OpenNullDevice();
        const int NoDescriptor = int.MaxValue;
        _scene.Connection.Configure(Configuration(2), [first.Number, NoDescriptor]);
        _scene.Failures.ShouldHaveSingleItem().ShouldStartWith("its listening sockets cannot be passed on: Bad file descriptor (EBADF)");
        _scene.HasNothing.ShouldBeTrue();
        _scene.Connection.Leave();
        _scene.Take().Header.Kind.ShouldBe(NoticeCodec.LeaveKind);
    }

    [Fact]
    public void What_is_not_taken_at_once_waits_in_its_order_and_nothing_is_lost()
    {
        const int Answers = 40;
        var text = new string('x', 100_000);
        for (var number = 1u; number <= Answers; number++)
            _scene.Connection.Answer(number, new Reply.LogOpened(text + number));
        _scene.Awaited.ShouldBe(ReadinessEvents.Readable | ReadinessEvents.Writable);
        for (var number = 1u; number <= Answers; number++)
        {
            var (header, content, _) = _scene.Take();
            header.Number.ShouldBe(number);
            ReplyCodec.Read(header.Kind, content).ShouldBe(new Reply.LogOpened(text + number));
        }
        _scene.Turn();
        _scene.Awaited.ShouldBe(ReadinessEvents.Readable);
        _scene.Failures.ShouldBeEmpty();
    }

    [Fact]
    public void One_that_lets_too_much_wait_is_given_up()
    {
        var piece = new Reply.LogOpened(new string('x', 1024 * 1024));
        var answers = 0u;
        while (_scene.Failures.Count == 0 && answers < 64)
            _scene.Connection.Answer(++answers, piece);
        _scene.Failures.ShouldHaveSingleItem().ShouldMatch("^it has left [0-9]+ bytes unread$");
        (answers * piece.Path.Length).ShouldBeGreaterThan(GatewayConnection.MostWaiting);
        _scene.Connection.Dispose();
        _scene.Gone.ShouldBe(1);
    }

    [Fact]
    public void Descriptors_that_wait_are_closed_with_the_connection()
    {
        var file = StandardStreams.OpenNullDevice();
        while (_scene.Awaited == ReadinessEvents.Readable)
            _scene.Connection.Answer(1, new Reply.LogOpened(new string('x', 100_000)));
        _scene.Connection.Answer(2, new Reply.LogOpened("/dev/null"), file);
        file.IsOpen.ShouldBeTrue();
        _scene.Connection.Dispose();
        file.IsOpen.ShouldBeFalse();
    }

    public static TheoryData<string, byte[]> Garbage =>
        new()
        {
            { "a length that cannot be", [0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 0, 0, 0, 0] },
            { "a kind that is none", [0, 0, 0, 0, 200, 0, 1, 0, 0, 0] },
            { "a request that ends too soon", [1, 0, 0, 0, 9, 0, 1, 0, 0, 0, 0] },
            { "HTTP", "GET / HTTP/1.1\r\n\r\n"u8.ToArray() },
        };

    [Theory]
    [MemberData(nameof(Garbage))]
    public void Who_does_not_speak_the_protocol_is_given_up(string what, byte[] bytes)
    {
        _scene.Send(bytes);
        _scene.Turn();
        _scene.Failures.ShouldHaveSingleItem(what).ShouldStartWith("it does not speak the protocol: ");
        _scene.Requests.ShouldBeEmpty();
    }

    [Fact]
    public void When_the_gateway_closes_it_the_desk_knows_once()
    {
        _scene.Theirs.Dispose();
        _scene.Turn();
        _scene.Gone.ShouldBe(1);
        _scene.Awaited.ShouldBeNull();
        _scene.Connection.Dispose();
        _scene.Gone.ShouldBe(1);
        _scene.Failures.ShouldBeEmpty();
    }

    [Fact]
    public void An_answer_for_one_that_has_gone_is_dropped_with_its_descriptor()
    {
        _scene.Connection.Dispose();
        var file = StandardStreams.OpenNullDevice();
        _scene.Connection.Answer(1, new Reply.LogOpened("/dev/null"), file);
        file.IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void Where_the_loop_cannot_watch_it_its_socket_is_closed()
    {
        var (ours, theirs) = DescriptorSocket.CreatePair();
        using (theirs)
        {
            Should.Throw<PosixException>(() => new GatewayConnection(ours, new NoWatches(), _scene, _ => { }));
            ours.IsOpen.ShouldBeFalse();
        }
    }

    private static GatewayConfiguration Configuration(int listeners) =>
        new(
            ProtocolVersion.Current,
            null,
            [
                .. Enumerable
                    .Range(0, listeners)
                    .Select(number => new ListenerDescription($"tcp://127.0.0.1:{number}", false, null, null, [], [])),
            ]
        );

    private static string? LinkOf(Descriptor descriptor) => SymbolicLink.Read($"/proc/self/fd/{descriptor.Number}");

    /// <summary>As many as the user may have.</summary>
    private sealed class NoWatches : ILoopDescriptors
    {
        public void Watch(int descriptor, ReadinessEvents events, IReadinessTarget target) =>
            throw new PosixException("epoll_ctl", Errno.ENOSPC);

        public void Change(int descriptor, ReadinessEvents events) => throw new NotSupportedException();

        public void Forget(int descriptor) => throw new NotSupportedException();
    }
}
