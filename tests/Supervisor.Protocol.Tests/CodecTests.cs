using Supervisor.Protocol.Framing;
using Supervisor.Protocol.Gateway;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Protocol.Tests;

public sealed class CodecTests
{
    public static TheoryData<int> RequestNumbers => [.. Enumerable.Range(0, Samples.Requests.Length)];
    public static TheoryData<int> ReplyNumbers => [.. Enumerable.Range(0, Samples.Replies.Length)];

    [Fact]
    public void There_is_a_sample_of_every_kind()
    {
        Kinds(typeof(Request)).ShouldBe(Samples.Requests.Select(request => request.GetType()), ignoreOrder: true);
        Kinds(typeof(Reply)).ShouldBe(Samples.Replies.Select(reply => reply.GetType()), ignoreOrder: true);

        static IEnumerable<Type> Kinds(Type family) => family.GetNestedTypes().Where(type => type.IsSubclassOf(family));
    }

    [Theory]
    [MemberData(nameof(RequestNumbers))]
    public void A_request_is_read_as_it_was_written(int index)
    {
        var request = Samples.Requests[index];
        var frame = Bytes(writer => RequestCodec.Write(writer, 7, request));
        var (header, content) = Take(frame);
        header.Number.ShouldBe(7u);
        var read = RequestCodec.Read(header.Kind, content);
        read.ShouldBeOfType(request.GetType());
        Bytes(writer => RequestCodec.Write(writer, 7, read)).ShouldBe(frame);
        EveryCutIsRefused(content, cut => RequestCodec.Read(header.Kind, cut));
    }

    [Theory]
    [MemberData(nameof(ReplyNumbers))]
    public void A_reply_is_read_as_it_was_written(int index)
    {
        var reply = Samples.Replies[index];
        var frame = Bytes(writer => ReplyCodec.Write(writer, uint.MaxValue, reply, descriptorCount: 1));
        var (header, content) = Take(frame);
        header.Number.ShouldBe(uint.MaxValue);
        header.DescriptorCount.ShouldBe((byte)1);
        var read = ReplyCodec.Read(header.Kind, content);
        read.ShouldBeOfType(reply.GetType());
        Bytes(writer => ReplyCodec.Write(writer, uint.MaxValue, read, descriptorCount: 1)).ShouldBe(frame);
        EveryCutIsRefused(content, cut => ReplyCodec.Read(header.Kind, cut));
    }

    [Fact]
    public void The_configuration_of_the_gateway_is_read_as_it_was_written()
    {
        var configuration = new GatewayConfiguration(
            ProtocolVersion.Current,
            60_000,
            [
                new ListenerDescription("unix:///run/s.sock", IsLocal: true, "u", null, [0, 33], []),
                new ListenerDescription("tcp://[::1]:1", false, null, null, [], [5]),
            ]
        );
        var frame = Bytes(writer => NoticeCodec.WriteConfigure(writer, configuration));
        var (header, content) = Take(frame);
        header.ShouldBe(new FrameHeader(content.Length, NoticeCodec.ConfigureKind, 2, 0));
        var read = NoticeCodec.ReadConfigure(content);
        Bytes(writer => NoticeCodec.WriteConfigure(writer, read)).ShouldBe(frame);
        EveryCutIsRefused(content, cut => NoticeCodec.ReadConfigure(cut));
    }

    [Fact]
    public void Unknown_kinds_and_impossible_lengths_are_refused()
    {
        Should.Throw<ProtocolException>(() => RequestCodec.Read(250, []));
        Should.Throw<ProtocolException>(() => ReplyCodec.Read(250, []));
        var bytes = new byte[FrameHeader.Size];
        new FrameHeader(-1, 0, 0, 0).Write(bytes);
        Should.Throw<ProtocolException>(() => FrameHeader.Read(bytes));
        new FrameHeader(FrameHeader.LargestContent + 1, 0, 0, 0).Write(bytes);
        Should.Throw<ProtocolException>(() => FrameHeader.Read(bytes));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public void Messages_are_put_together_however_they_arrive(int pieceSize)
    {
        var writer = new FrameWriter();
        for (var number = 1u; number <= 50; number++)
            RequestCodec.Write(writer, number, new Request.AddGroup(new string('x', (int)(number * number * 20))));
        var sent = writer.Written.Span;
        var assembler = new FrameAssembler();
        var received = 0u;
        while (!sent.IsEmpty)
        {
            var room = assembler.Room().Span;
            var count = Math.Min(Math.Min(pieceSize, sent.Length), room.Length);
            sent[..count].CopyTo(room);
            sent = sent[count..];
            assembler.Received(count);
            while (assembler.TryTake(out var header, out var content))
            {
                header.Number.ShouldBe(++received);
                RequestCodec
                    .Read(header.Kind, content.Span)
                    .ShouldBe(new Request.AddGroup(new string('x', (int)(received * received * 20))));
            }
        }
        received.ShouldBe(50u);
    }

    private static byte[] Bytes(Action<FrameWriter> write)
    {
        var writer = new FrameWriter();
        write(writer);
        return writer.Written.ToArray();
    }

    private static (FrameHeader Header, byte[] Content) Take(byte[] frame)
    {
        var header = FrameHeader.Read(frame);
        var content = frame[FrameHeader.Size..];
        content.Length.ShouldBe(header.Length);
        return (header, content);
    }

    private static void EveryCutIsRefused(byte[] content, Action<byte[]> read)
    {
        for (var length = 0; length < content.Length; length++)
            Should.Throw<ProtocolException>(() => read(content[..length]));
        Should.Throw<ProtocolException>(() => read([.. content, 0]));
    }
}
