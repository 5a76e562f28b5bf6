using System.Text;
using Supervisor.Engine.Events;

namespace Supervisor.Engine.Tests.Events;

public sealed class EventEnvelopeTests
{
    [Fact]
    public void The_line_of_headers_and_the_payload_follow_each_other() =>
        Envelope(new ProcessGroupEvent(EventType.ProcessGroupAdded, "web"))
            .ShouldBe("ver:3.0 server:supervisor serial:7 pool:watch poolserial:3 eventname:PROCESS_GROUP_ADDED len:14\ngroupname:web\n");

    [Fact]
    public void An_empty_payload_is_no_payload() =>
        Envelope(new SupervisorStateEvent(EventType.SupervisorStateChangeRunning)).ShouldEndWith("_RUNNING len:0\n");

    [Fact]
    public void The_length_counts_characters_as_the_original_does()
    {
        var envelope = Envelope(Log("héllo 🐈\n"u8));
        envelope.ShouldEndWith(" len:60\nprocessname:web groupname:all pid:12 channel:stdout\nhéllo 🐈\n");
        "processname:web groupname:all pid:12 channel:stdout\nhéllo 🐈\n".EnumerateRunes().Count().ShouldBe(60);
    }

    [Theory]
    [InlineData(new byte[] { 0x88, 0x0A }, @"Undecodable: b'\x88\n'")]
    [InlineData(new byte[] { 0xFF, 0x27 }, "Undecodable: b\"\\xff'\"")]
    [InlineData(new byte[] { 0xFF, 0x27, 0x22, 0x5C, 0x09, 0x0D, 0x7F }, @"Undecodable: b'\xff\'""\\\t\r\x7f'")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, @"Undecodable: b'\xed\xa0\x80'")]
    public void What_is_no_utf8_is_told_as_python_writes_bytes(byte[] data, string told) =>
        Envelope(Log(data)).ShouldEndWith("stdout\n" + told);

    [Fact]
    public void A_communication_names_no_channel() =>
        Envelope(new ProcessOutputEvent(EventType.ProcessCommunicationStderr, "web", "all", 12, "hi"u8.ToArray()))
            .ShouldEndWith("eventname:PROCESS_COMMUNICATION_STDERR len:39\nprocessname:web groupname:all pid:12\nhi");

    [Fact]
    public void Remote_communication_and_ticks_have_payloads_of_their_own()
    {
        Envelope(new RemoteCommunicationEvent("deploy", "a\nb")).ShouldEndWith("eventname:REMOTE_COMMUNICATION len:15\ntype:deploy\na\nb");
        Envelope(new TickEvent(EventType.Tick60, 1_795_247_400)).ShouldEndWith("eventname:TICK_60 len:15\nwhen:1795247400");
    }

    private static ProcessOutputEvent Log(ReadOnlySpan<byte> data) => new(EventType.ProcessLogStdout, "web", "all", 12, data.ToArray());

    private static string Envelope(SupervisorEvent happened) =>
        Encoding.UTF8.GetString(EventEnvelope.Create("supervisor", "watch", new NumberedEvent(happened, 7, 3)));
}
