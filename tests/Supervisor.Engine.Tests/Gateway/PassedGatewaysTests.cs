using Supervisor.Engine.Control;
using Supervisor.Engine.Gateway;
using Supervisor.Engine.Time;
using Supervisor.Posix;
using Supervisor.Protocol.Framing;
using Supervisor.Protocol.Processes;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Engine.Tests.Gateway;

public sealed class PassedGatewaysTests
{
    private static readonly PassedGateway Gateway = new(
        16,
        3,
        new ProcessIdentity(4711, ulong.MaxValue - 1),
        new byte[] { 1, 2, 3 },
        [
            new PassedCall(
                7,
                new Request.Start(ProcessSelector.OfGroup("web"), Waits: true),
                new CallProgress(
                    [
                        new PassedProcess(new ProcessName("web", "a"), CallStage.Waiting, null),
                        new PassedProcess(
                            new ProcessName("web", "b"),
                            CallStage.Waiting,
                            new ProcessOutcome(new ProcessName("web", "b"), ControlResult.SpawnError, "web:b")
                        ),
                    ],
                    null
                )
            ),
            new PassedCall(
                8,
                new Request.WaitForState(ProcessSelector.Of("web", "a"), [20, 100], 5000),
                new CallProgress([new PassedProcess(new ProcessName("web", "a"), CallStage.Stopping, null)], new MonotonicTime(123))
            ),
        ]
    );

    [Fact]
    public void What_one_master_writes_the_next_reads()
    {
        var read = PassedGateways.Of(new PassedGateways([Gateway]).ToBytes()).All.ShouldHaveSingleItem();
        (read.Key, read.Version, read.Process).ShouldBe((Gateway.Key, Gateway.Version, Gateway.Process));
        read.Received.ToArray().ShouldBe(Gateway.Received.ToArray());
        read.Calls.Length.ShouldBe(2);
        foreach (var (call, other) in read.Calls.Zip(Gateway.Calls))
        {
            (call.Number, call.Progress.Deadline).ShouldBe((other.Number, other.Progress.Deadline));
            call.Progress.Processes.ShouldBe(other.Progress.Processes);
        }
        read.Calls[0].Request.ShouldBe(Gateway.Calls[0].Request);
        read.Calls[1].Request.ShouldBeOfType<Request.WaitForState>().States.ShouldBe([20, 100]);
    }

    /// <summary>What its supervisord writes is of that version too.</summary>
    [Fact]
    public void Of_a_gateway_that_speaks_another_version_only_the_numbers_are_read()
    {
        var other = Gateway with { Version = ProtocolVersion.Current + 1 };
        var next = Gateway with { Key = 17, Calls = [Gateway.Calls[1]] };
        var read = PassedGateways.Of(new PassedGateways([other, next]).ToBytes()).All;
        read.Select(gateway => gateway.Key).ShouldBe([16, 17]);
        read[0].Calls.ShouldBeEmpty();
        read[0].Unread.ShouldBe([7u, 8u]);
        read[1].Calls.ShouldHaveSingleItem().Number.ShouldBe(8u);
        read[1].Unread.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(200)]
    [InlineData(0)]
    public void A_call_of_a_kind_that_is_not_known_or_means_something_else_costs_no_other(byte kind)
    {
        var bytes = new PassedGateways([Gateway]).ToBytes();
        // The kind of the first request, in the frame that stands behind number, length, and length of the frame.
        var first = FrameHeader.Size + sizeof(int) + 16 + sizeof(int) + sizeof(int) + 3 + sizeof(int);
        BitConverter.ToInt32(bytes, first).ShouldBe(7);
        bytes[first + (3 * sizeof(int)) + 4].ShouldBe((byte)3);
        bytes[first + (3 * sizeof(int)) + 4] = kind;
        var read = PassedGateways.Of(bytes).All.ShouldHaveSingleItem();
        read.Calls.Select(call => call.Number).ShouldBe([8u]);
        read.Unread.ShouldBe([7u]);
    }

    /// <summary>A supervisord of before goes over to this one.</summary>
    [Fact]
    public void What_was_written_before_calls_were_told_apart_is_read()
    {
        var writer = new FrameWriter();
        writer.WriteFrame(1, 0, new FormerGateways(Gateway));
        var read = PassedGateways.Of(writer.Written.Span).All.ShouldHaveSingleItem();
        (read.Key, read.Version, read.Process).ShouldBe((Gateway.Key, Gateway.Version, Gateway.Process));
        read.Calls.Select(call => call.Number).ShouldBe([7u, 8u]);
    }

    [Fact]
    public void Another_format_and_half_of_one_are_refused()
    {
        var bytes = new PassedGateways([Gateway]).ToBytes();
        Should.Throw<ProtocolException>(() => PassedGateways.Of(bytes.AsSpan(0, bytes.Length - 1)));
        Should.Throw<ProtocolException>(() => PassedGateways.Of(bytes.AsSpan(0, 4)));
        bytes[4]++;
        Should.Throw<ProtocolException>(() => PassedGateways.Of(bytes)).Message.ShouldContain("format 3");
    }

    private sealed record FormerGateways(PassedGateway Gateway) : IFrameContent
    {
        public void Write(FrameWriter writer)
        {
            writer.Write(1);
            writer.Write(Gateway.Key);
            writer.Write(Gateway.Version);
            writer.Write(Gateway.Process.ProcessId);
            writer.Write(unchecked((long)Gateway.Process.StartTime));
            writer.Write(Gateway.Received.Span);
            writer.Write(Gateway.Calls);
        }
    }
}
