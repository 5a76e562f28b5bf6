using Supervisor.Engine.Keeping;
using Supervisor.Engine.Recovery;
using Supervisor.Posix;
using Supervisor.Protocol.Keeping;
using Supervisor.TestKit;

namespace Supervisor.Engine.Tests.Recovery;

/// <summary>What the kernel says of a real child, and a keeper that holds its pidfd.</summary>
public sealed class LinuxChildWitnessTests : IDisposable
{
    private readonly TestChild _child = TestChild.Start("exec sleep 1000");

    [Fact]
    public void Without_a_keeper_only_our_own_children_are_known()
    {
        var witness = new LinuxChildWitness(null, PidfdFeatures.All);
        witness.LookAtOwn(_child.ProcessId).ShouldBe(ChildCondition.Alive);
        witness.AskKeeper(_child.ProcessId).ShouldBe(KeeperChildCondition.Stranger);
        witness.ExitByHandle(Records.Of("web"), _child.ProcessId).ShouldBeNull();
        Kill();
        _child.WaitUntilEnded();
        witness.LookAtOwn(_child.ProcessId).ShouldBe(ChildCondition.Ended);
        witness.Find(_child.ProcessId).ShouldNotBeNull().HasEnded.ShouldBeTrue();
        _child.Reap();
        witness.LookAtOwn(_child.ProcessId).ShouldBe(ChildCondition.None);
        witness.Find(_child.ProcessId).ShouldBeNull();
    }

    [SkippableFact]
    public void A_pidfd_that_the_keeper_held_tells_how_a_reaped_child_ended()
    {
        using var keeper = Keeper();
        Kill();
        _child.Reap();
        var exit = new LinuxChildWitness(keeper, PidfdFeatures.All).ExitByHandle(Records.Of("web"), _child.ProcessId);
        Skip.If(exit is null, "the kernel does not tell it (before Linux 6.15)");
        exit.ShouldBe(new ChildExit(_child.ProcessId, null, SignalNumber.Kill, false));
        keeper.Held.Count.ShouldBe(0);
    }

    [Fact]
    public void A_pidfd_of_a_kernel_that_tells_no_exits_leaves_it_unknown_and_is_closed()
    {
        using var keeper = Keeper();
        Kill();
        _child.Reap();
        var witness = new LinuxChildWitness(keeper, new PidfdFeatures(TellsExit: false));
        witness.ExitByHandle(Records.Of("web"), _child.ProcessId).ShouldBeNull();
        keeper.Held.Count.ShouldBe(0);
    }

    public void Dispose() => _child.Dispose();

    private void Kill() => ProcessSignals.Send(_child.ProcessId, SignalNumber.Kill).ShouldBe(0);

    /// <summary>One that has handed back a pidfd of the child.</summary>
    private KeeperLink Keeper()
    {
        var (ours, theirs) = DescriptorSocket.CreatePair();
        using var socket = new FrameSocket(theirs, KeeperFrame.Length);
        foreach (var kind in new[] { KeeperFrameKind.Hello, KeeperFrameKind.AllHeld })
        {
            var bytes = new byte[KeeperFrame.Length];
            new KeeperFrame(kind, 0, 1).Write(bytes);
            socket.Add(bytes);
        }
        socket.Flush().ShouldBeTrue();
        var link = KeeperLink.Greet(ours);
        link.TryReceiveHeld().ShouldBeTrue();
        using var handle = ProcessHandle.TryOpen(ProcessIdentity.Of(_child.ProcessId).ShouldNotBeNull()).ShouldNotBeNull();
        FileDescriptor.Duplicate(handle.Number, out var copy).ShouldBe(0);
        link.Held.Add(KeeperKeys.Child(0), copy.ShouldNotBeNull());
        return link;
    }
}
