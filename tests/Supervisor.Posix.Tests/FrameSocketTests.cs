namespace Supervisor.Posix.Tests;

public sealed class FrameSocketTests
{
    private const int Length = 32;

    [Fact]
    public void Frames_arrive_in_order_with_their_descriptors_however_many_there_are()
    {
        const int Count = 1000;
        var (sender, receiver) = Pair();
        using (sender)
        using (receiver)
        {
            var (read, write) = Pipe.Create(nonBlockingRead: true);
            using (read)
            using (write)
            {
                var next = 0;
                for (var sent = 0; sent < Count; sent++)
                {
                    // Every third one brings a descriptor.
                    sender.Add(Frame(sent), sent % 3 == 0 ? write.Number : -1);
                }
                while (next < Count)
                {
                    sender.Flush().ShouldBeTrue();
                    while (receiver.TryReceive(out var frame, out var isClosed))
                    {
                        isClosed.ShouldBeFalse();
                        BitConverter.ToInt32(frame).ShouldBe(next);
                        if (next++ % 3 != 0)
                            continue;
                        using var descriptor = receiver.TakeDescriptor();
                        descriptor.ShouldNotBeNull();
                        FileStatus.Read(descriptor.Number, out var status).ShouldBe(0);
                        FileStatus.Read(write.Number, out var expected).ShouldBe(0);
                        status.Inode.ShouldBe(expected.Inode);
                    }
                }
                sender.HasWaiting.ShouldBeFalse();
                receiver.TakeDescriptor().ShouldBeNull();
            }
        }
    }

    [Fact]
    public void What_is_not_taken_waits_and_nothing_blocks()
    {
        var (sender, receiver) = Pair();
        using (sender)
        using (receiver)
        {
            for (var sent = 0; sent < 100_000; sent++)
                sender.Add(Frame(sent));
            sender.Flush().ShouldBeTrue();
            sender.HasWaiting.ShouldBeTrue();
            for (var received = 0; received < 100_000; received++)
            {
                if (!receiver.TryReceive(out var frame, out _))
                {
                    sender.Flush().ShouldBeTrue();
                    receiver.TryReceive(out frame, out _).ShouldBeTrue();
                }
                BitConverter.ToInt32(frame).ShouldBe(received);
            }
            sender.HasWaiting.ShouldBeFalse();
        }
    }

    [Fact]
    public void What_was_sent_before_the_end_is_received_before_it_is_told()
    {
        var (sender, receiver) = Pair();
        using (receiver)
        {
            using (sender)
            {
                sender.Add(Frame(1));
                sender.Add(Frame(2));
                sender.Flush().ShouldBeTrue();
                receiver.TryReceive(out var first, out _).ShouldBeTrue();
                BitConverter.ToInt32(first).ShouldBe(1);
            }
            receiver.TryReceive(out var last, out var isClosed).ShouldBeTrue();
            (BitConverter.ToInt32(last), isClosed).ShouldBe((2, false));
            receiver.TryReceive(out _, out isClosed).ShouldBeFalse();
            isClosed.ShouldBeTrue();
            receiver.Add(Frame(3));
            receiver.Flush().ShouldBeFalse();
            receiver.HasWaiting.ShouldBeFalse();
        }
    }

    private static (FrameSocket First, FrameSocket Second) Pair()
    {
        var (first, second) = DescriptorSocket.CreatePair();
        return (new FrameSocket(first, Length), new FrameSocket(second, Length));
    }

    private static byte[] Frame(int number)
    {
        var frame = new byte[Length];
        BitConverter.TryWriteBytes(frame, number).ShouldBeTrue();
        return frame;
    }
}
