using Supervisor.Engine.Control;
using Supervisor.Engine.Gateway;
using Supervisor.Engine.Keeping;
using Supervisor.Engine.Tests.Control;
using Supervisor.Posix;
using Supervisor.Protocol.Framing;
using Supervisor.Protocol.Gateway;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;
using static Supervisor.Engine.Tests.Control.TextConfiguration;

namespace Supervisor.Engine.Tests.Gateway;

/// <summary>A gateway that another master has made, with a call that waits for the start of a program.</summary>
public sealed class EarlierGatewaysTests : IDisposable
{
    private const int ProcessId = 4711;
    private const uint Number = 7;

    private readonly ControlScene _scene = new(Program("web", "autostart = false", "startsecs = 3"));
    private readonly GatewayErrors _errors;
    private readonly EarlierGateways _earlier;
    private readonly Descriptor _theirs;
    private readonly HeldDescriptors _held = new();
    private readonly FrameAssembler _assembler = new();
    private int _gone;

    public EarlierGatewaysTests()
    {
        _errors = new GatewayErrors(_scene.Parts.Descriptors, _scene.Daemon);
        _earlier = new EarlierGateways(_scene.Parts, (RequestDesk)_scene.Engine.Requests, _errors)
        {
            AllGone = () => _gone++,
            Failed = (_, reason) => throw new InvalidOperationException(reason),
        };
        (var ours, _theirs) = DescriptorSocket.CreatePair();
        _held.Add(KeeperKeys.FirstGateway, ours);
    }

    public void Dispose()
    {
        _earlier.Dispose();
        _errors.Dispose();
        _theirs.Dispose();
        _held.Dispose();
        _scene.Dispose();
    }

    [Fact]
    public void Its_call_is_answered_by_the_number_that_it_gave_it()
    {
        _scene.Start("web");
        Resume(ProtocolVersion.Current);
        _scene.Pass(TimeSpan.FromSeconds(2.9));
        TryTake().ShouldBeNull();
        _scene.Pass(TimeSpan.FromSeconds(0.1));
        var (header, reply) = TryTake().ShouldNotBeNull();
        header.Number.ShouldBe(Number);
        ReplyCodec
            .Read(header.Kind, reply)
            .ShouldBeOfType<Reply.ProcessesHandled>()
            .Outcomes.Single()
            .Result.ShouldBe(ControlResult.Success);
    }

    [Fact]
    public void What_it_asked_meanwhile_is_taken_up_when_everything_goes_on()
    {
        var writer = new FrameWriter();
        RequestCodec.Write(writer, 9, new Request.DescribeDaemon());
        DescriptorSocket.Send(_theirs.Number, writer.Written.Span[3..], []).IsSuccess.ShouldBeTrue();
        _scene.Start("web");
        Resume(ProtocolVersion.Current, writer.Written[..3]);
        _scene.TurnDescriptors();
        TryTake().ShouldBeNull();
        _earlier.Listen();
        _scene.TurnDescriptors();
        TryTake().ShouldNotBeNull().Header.Number.ShouldBe(9u);
    }

    [Fact]
    public void One_that_speaks_another_version_has_its_calls_refused_and_leaves()
    {
        Resume(ProtocolVersion.Current + 1);
        _earlier.Listen();
        var (header, reply) = TryTake().ShouldNotBeNull();
        header.Number.ShouldBe(Number);
        ReplyCodec.Read(header.Kind, reply).ShouldBeOfType<Reply.Refused>().Detail.ShouldContain("ask again");
        TryTake().ShouldNotBeNull().Header.Kind.ShouldBe(NoticeCodec.LeaveKind);
        _scene.Daemon.Lines.ShouldContain(line => line.Contains("speaks version", StringComparison.Ordinal));
    }

    /// <summary>What it had asked before, of which a part is still in the socket, and what it asks afterwards: nobody waits for ever.</summary>
    [Fact]
    public void What_one_that_speaks_another_version_asks_besides_is_refused_by_its_number()
    {
        // No request that this version could read.
        byte[] asked = [2, 0, 0, 0, 250, 0, 9, 0, 0, 0, 1, 2, 0, 0, 0, 0, 255, 0, 9, 0, 0, 0, 0, 0, 0, 0, 251, 0, 10, 0, 0, 0];
        DescriptorSocket.Send(_theirs.Number, asked.AsSpan(3), []).IsSuccess.ShouldBeTrue();
        Resume(ProtocolVersion.Current + 1, asked.AsMemory(0, 3));
        _scene.TurnDescriptors();
        var numbers = new List<uint>();
        while (TryTake() is { } taken)
        {
            if (taken.Header.Kind != NoticeCodec.LeaveKind)
                numbers.Add(taken.Header.Number);
        }
        numbers.ShouldBe([Number, 9, 10]);
    }

    [Fact]
    public void It_is_over_with_its_process()
    {
        _scene.Start("web");
        Resume(ProtocolVersion.Current);
        _earlier.ProcessIds.ShouldBe([ProcessId]);
        var run = _earlier.Find(ProcessId).ShouldNotBeNull();
        _earlier.Remove(run, new ChildExit(ProcessId, 0, null, false));
        _earlier.Count.ShouldBe(0);
        _gone.ShouldBe(1);
    }

    [Fact]
    public void Notes_that_cannot_be_read_cost_the_calls_and_nothing_else()
    {
        using (var notes = SealedFile.Create("notes", [1, 2, 3]))
            _held.Add(KeeperKeys.GatewayNotes, notes.DuplicateAbove(3));
        _earlier.Resume(_held);
        _earlier.Count.ShouldBe(0);
        _scene.Daemon.Lines.ShouldContain(line => line.Contains("cannot be read", StringComparison.Ordinal));
        ShouldBeLeft();
    }

    [Fact]
    public void One_that_nothing_is_noted_of_sees_that_its_master_is_gone()
    {
        _earlier.Resume(_held);
        ShouldBeLeft();
    }

    private void ShouldBeLeft()
    {
        _held.Count.ShouldBe(0);
        var end = DescriptorSocket.TryReceive(_theirs.Number, new byte[1], [], out _);
        (end.IsSuccess, end.Count).ShouldBe((true, 0));
    }

    private void Resume(int version, ReadOnlyMemory<byte> received = default)
    {
        var progress = new CallProgress([new PassedProcess(new ProcessName("web", "web"), CallStage.Waiting, null)], null);
        var call = new PassedCall(Number, new Request.Start(ProcessSelector.Of("web", "web"), Waits: true), progress);
        var gateway = new PassedGateway(KeeperKeys.FirstGateway, version, new ProcessIdentity(ProcessId, 1), received, [call]);
        using (var notes = SealedFile.Create("notes", new PassedGateways([gateway]).ToBytes()))
            _held.Add(KeeperKeys.GatewayNotes, notes.DuplicateAbove(3));
        _earlier.Resume(_held);
        _held.Count.ShouldBe(0);
    }

    private (FrameHeader Header, byte[] Content)? TryTake()
    {
        if (!_assembler.TryTake(out var header, out var content))
        {
            var result = DescriptorSocket.TryReceive(_theirs.Number, _assembler.Room().Span, [], out _);
            if (result.Count == 0)
                return null;
            _assembler.Received(result.Count);
            if (!_assembler.TryTake(out header, out content))
                return null;
        }
        return (header, content.ToArray());
    }
}
