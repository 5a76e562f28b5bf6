namespace Supervisor.Posix.Tests;

/// <summary>Frames of eight bytes over a real pair of sockets.</summary>
public sealed class FrameSocketTests : IDisposable
{
    private const int Length = sizeof(ulong);

    /// <summary>Far more than the sockets hold.</summary>
    private const int Many = 100_000;

    private readonly FrameSocket _here;
    private readonly FrameSocket _there;

    public FrameSocketTests()
    {
        var (here, there) = DescriptorSocket.CreatePair();
        (_here, _there) = (new FrameSocket(here, Length), new FrameSocket(there, Length));
    }

    public void Dispose()
    {
        _here.Dispose();
        _there.Dispose();
    }

    [Fact]
    public void Frames_come_in_order_and_none_before_they_are_flushed()
    {
        for (var number = 1ul; number <= 3; number++)
            Add(number);
        TryReceive().ShouldBeNull();
        _here.Flush().ShouldBeTrue();
        TryReceive().ShouldBe(1ul);
        TryReceive().ShouldBe(2ul);
        TryReceive().ShouldBe(3ul);
        TryReceive().ShouldBeNull();
    }

    [Fact]
    public void What_is_not_taken_waits_and_nothing_is_lost()
    {
        for (var number = 0ul; number < Many; number++)
            Add(number);
        _here.Flush().ShouldBeTrue();
        _here.HasWaiting.ShouldBeTrue();
        for (var number = 0ul; number < Many; number++)
        {
            var received = TryReceive();
            if (received is null)
            {
                _here.Flush().ShouldBeTrue();
                received = TryReceive();
            }
            received.ShouldBe(number);
        }
        _here.HasWaiting.ShouldBeFalse();
    }

    [Fact]
    public void Descriptors_come_with_their_frames_and_stay_open_here()
    {
        using var first = StandardStreams.OpenNullDevice();
        var (read, write) = Pipe.Create(nonBlockingRead: true);
        using (read)
        using (write)
        {
            Add(1, first.Number);
            Add(2);
            Add(3, read.Number);
            _here.Flush();
            TryReceive().ShouldBe(1ul);
            using var device = _there.TakeDescriptor().ShouldNotBeNull();
            TryReceive().ShouldBe(2ul);
            TryReceive().ShouldBe(3ul);
            using var pipe = _there.TakeDescriptor().ShouldNotBeNull();
            _there.TakeDescriptor().ShouldBeNull();
            LinkOf(device).ShouldBe("/dev/null");
            LinkOf(pipe).ShouldBe(LinkOf(read));
            first.IsOpen.ShouldBeTrue();
        }
    }

    [Fact]
    public void A_descriptor_may_be_closed_before_its_frame_is_sent()
    {
        var device = StandardStreams.OpenNullDevice();
        Add(1, device.Number);
        device.Dispose();
        _here.Flush();
        TryReceive().ShouldBe(1ul);
        using var received = _there.TakeDescriptor().ShouldNotBeNull();
        LinkOf(received).ShouldBe("/dev/null");
    }

    [Fact]
    public void More_descriptors_than_one_send_can_carry_all_arrive()
    {
        const int Descriptors = 2 * DescriptorSocket.MostDescriptors;
        using var device = StandardStreams.OpenNullDevice();
        for (var number = 0ul; number < Descriptors; number++)
            Add(number, device.Number);
        var received = new List<Descriptor>();
        while (received.Count < Descriptors)
        {
            _here.Flush().ShouldBeTrue();
            while (TryReceive() is { } number)
            {
                number.ShouldBe((ulong)received.Count);
                received.Add(_there.TakeDescriptor().ShouldNotBeNull());
            }
        }
        received.ShouldAllBe(descriptor => LinkOf(descriptor) == "/dev/null");
        received.ForEach(descriptor => descriptor.Dispose());
    }

    /// <summary>One that cannot be duplicated is none that can be sent either, so the frame does not go.</summary>
    [Fact]
    public void A_descriptor_that_cannot_be_sent_is_said_and_other_frames_go_on()
    {
        Add(1);
        _here.Add(Bytes(2), int.MaxValue).ShouldBe(Errno.EBADF);
        Add(3);
        _here.Flush();
        TryReceive().ShouldBe(1ul);
        TryReceive().ShouldBe(3ul);
    }

    [Fact]
    public void The_end_of_the_other_side_is_told_after_all_that_it_sent()
    {
        Add(1);
        _here.Flush();
        _here.Dispose();
        _there.TryReceive(out var frame, out var isClosed).ShouldBeTrue();
        BitConverter.ToUInt64(frame).ShouldBe(1ul);
        _there.TryReceive(out _, out isClosed).ShouldBeFalse();
        isClosed.ShouldBeTrue();
        _there.Add(Bytes(2));
        _there.Flush().ShouldBeFalse();
        _there.HasWaiting.ShouldBeFalse();
    }

    private void Add(ulong number, int descriptor = -1) => _here.Add(Bytes(number), descriptor).ShouldBe(0);

    private static byte[] Bytes(ulong number) => BitConverter.GetBytes(number);

    private ulong? TryReceive() => _there.TryReceive(out var frame, out _) ? BitConverter.ToUInt64(frame) : null;

    private static string? LinkOf(Descriptor descriptor) => SymbolicLink.Read($"/proc/self/fd/{descriptor.Number}");
}
