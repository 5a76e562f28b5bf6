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

    [Fact]
    public void Another_format_and_half_of_one_are_refused()
    {
        var bytes = new PassedGateways([Gateway]).ToBytes();
        Should.Throw<ProtocolException>(() => PassedGateways.Of(bytes.AsSpan(0, bytes.Length - 1)));
        Should.Throw<ProtocolException>(() => PassedGateways.Of(bytes.AsSpan(0, 4)));
        bytes[4]++;
        Should.Throw<ProtocolException>(() => PassedGateways.Of(bytes)).Message.ShouldContain("format 2");
    }
}
