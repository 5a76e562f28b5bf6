using Supervisor.Engine.Keeping;
using Supervisor.Engine.Loop;
using Supervisor.Posix;
using Supervisor.Protocol.Keeping;

namespace Supervisor.Engine.Tests.Keeping;

public sealed class KeeperLinkTests
{
    [Fact]
    public void A_signal_that_came_with_the_last_answer_is_not_left_lying_and_is_confirmed()
    {
        var (ours, theirs) = DescriptorSocket.CreatePair();
        using var keeper = new FrameSocket(theirs, KeeperFrame.Length);
        // All in one piece, as it is when the master was busy with its start.
        Send(keeper, new KeeperFrame(KeeperFrameKind.Hello, 0, 4711));
        Send(keeper, new KeeperFrame(KeeperFrameKind.Signal, 0, SignalNumber.Hangup.Value, 1, 0));
        Send(keeper, new KeeperFrame(KeeperFrameKind.AllHeld, 0, 2));
        Send(keeper, new KeeperFrame(KeeperFrameKind.Signal, 0, SignalNumber.Terminate.Value, 1, 0));
        keeper.Flush().ShouldBeTrue();

        using var link = KeeperLink.Greet(ours);
        link.TryReceiveHeld().ShouldBeTrue();
        (link.KeeperId, link.Deaths).ShouldBe((4711, 2));
        var notices = new RecordedNotices();
        link.Watch(new NoDescriptors(), notices);
        notices.Signals.ShouldBe([SignalNumber.Hangup, SignalNumber.Terminate]);

        // Without a turn of the loop, which may have nothing else to wake for.
        List<int> confirmed = [];
        while (keeper.TryReceive(out var bytes, out _))
        {
            if (KeeperFrame.Read(bytes) is { Kind: KeeperFrameKind.Taken } frame)
                confirmed.Add((int)frame.First);
        }
        confirmed.ShouldBe([SignalNumber.Hangup.Value, SignalNumber.Terminate.Value]);
    }

    [Fact]
    public void A_keeper_that_is_gone_before_it_answers_is_none()
    {
        var (ours, theirs) = DescriptorSocket.CreatePair();
        theirs.Dispose();
        using var link = KeeperLink.Greet(ours);
        link.TryReceiveHeld().ShouldBeFalse();
        link.IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void Where_it_cannot_be_watched_it_is_looked_at_whenever_the_loop_has_turned()
    {
        var (ours, theirs) = DescriptorSocket.CreatePair();
        using var keeper = new FrameSocket(theirs, KeeperFrame.Length);
        Send(keeper, new KeeperFrame(KeeperFrameKind.AllHeld));
        keeper.Flush().ShouldBeTrue();
        using var link = KeeperLink.Greet(ours);
        link.TryReceiveHeld().ShouldBeTrue();
        var notices = new RecordedNotices();
        var descriptors = new NoDescriptors { Refuses = true };
        link.Watch(descriptors, notices);
        Send(keeper, new KeeperFrame(KeeperFrameKind.Signal, 0, SignalNumber.Hangup.Value, 1, 0));
        keeper.Flush().ShouldBeTrue();
        link.Flush();
        notices.Signals.ShouldBe([SignalNumber.Hangup]);
        descriptors.Watched.ShouldBe(0);
        descriptors.Refuses = false;
        link.Flush();
        descriptors.Watched.ShouldBe(1);
        link.Unwatch();
        descriptors.Watched.ShouldBe(0);
    }

    private static void Send(FrameSocket socket, in KeeperFrame frame)
    {
        Span<byte> bytes = stackalloc byte[KeeperFrame.Length];
        frame.Write(bytes);
        socket.Add(bytes);
    }

    private sealed class NoDescriptors : ILoopDescriptors
    {
        /// <summary>As the kernel does when the user has as many watches as are allowed.</summary>
        public bool Refuses { get; set; }

        public int Watched { get; private set; }

        public void Watch(int descriptor, ReadinessEvents events, IReadinessTarget target)
        {
            if (Refuses)
                throw new PosixException("epoll_ctl", Errno.ENOSPC);
            Watched++;
        }

        public void Change(int descriptor, ReadinessEvents events) { }

        public void Forget(int descriptor) => Watched--;
    }

    private sealed class RecordedNotices : IKeeperNotices
    {
        public List<SignalNumber> Signals { get; } = [];

        public void Received(in ReceivedSignal signal) => Signals.Add(signal.Signal);

        public void Ended(in ChildExit exit) { }

        public void Attached(int keeperId) { }

        public void Lost() { }
    }
}
