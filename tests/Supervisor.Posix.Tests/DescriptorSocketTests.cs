namespace Supervisor.Posix.Tests;

public sealed class DescriptorSocketTests
{
    [Fact]
    public void Descriptors_arrive_with_the_bytes_they_were_sent_with()
    {
        var (first, second) = DescriptorSocket.CreatePair();
        using (first)
        using (second)
        {
            var (read, write) = Pipe.Create(nonBlockingRead: true);
            using (read)
            {
                DescriptorSocket.TrySend(first.Number, "plain"u8, []).Count.ShouldBe(5);
                DescriptorSocket.TrySend(first.Number, "with two"u8, [write.Number, write.Number]).Count.ShouldBe(8);
                write.Dispose();
                DescriptorSocket.TrySend(first.Number, "after"u8, []).Count.ShouldBe(5);

                var bytes = new byte[100];
                var numbers = new int[DescriptorSocket.MostDescriptors];
                List<int> received = [];
                var text = "";
                while (text.Length < 18)
                {
                    var result = DescriptorSocket.TryReceive(second.Number, bytes, numbers, out var count);
                    result.Errno.ShouldBe(0);
                    // None of them comes after the first byte it was sent with.
                    (text.Length + result.Count > 5 && received.Count + count == 0).ShouldBeFalse();
                    text += System.Text.Encoding.ASCII.GetString(bytes, 0, result.Count);
                    received.AddRange(numbers[..count]);
                }
                text.ShouldBe("plainwith twoafter");
                received.Count.ShouldBe(2);
                foreach (var number in received)
                    new Descriptor(number).Dispose();
                // Both copies were of the one write end: with them it is closed.
                Pipe.Splice(read.Number, second.Number, 1).ShouldBe(new TransferResult(0, 0));
            }
        }
    }

    [Fact]
    public void Nothing_there_a_full_socket_and_a_closed_end_are_told_apart()
    {
        var (first, second) = DescriptorSocket.CreatePair();
        using (second)
        {
            using (first)
            {
                DescriptorSocket.TryReceive(second.Number, new byte[1], [], out _).WouldBlock.ShouldBeTrue();
                var block = new byte[1 << 16];
                TransferResult result;
                do result = DescriptorSocket.TrySend(first.Number, block, []);
                while (result.IsSuccess);
                result.WouldBlock.ShouldBeTrue();
            }
            var rest = new byte[1 << 20];
            while (DescriptorSocket.TryReceive(second.Number, rest, [], out _) is { Count: > 0 }) { }
            DescriptorSocket.TryReceive(second.Number, rest, [], out _).ShouldBe(new TransferResult(0, 0));
            DescriptorSocket.TrySend(second.Number, "x"u8, []).Errno.ShouldBe(Errno.EPIPE);
        }
    }
}
