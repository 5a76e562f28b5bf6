using System.Text;
using Supervisor.Engine.Kernel;
using Supervisor.Engine.Loop;
using Supervisor.Engine.Slots;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Control;

/// <summary>On a real pipe, watched by the loop's own epoll.</summary>
public sealed class StandardInputTests : IDisposable
{
    private readonly CountedDescriptors _descriptors = new();
    private readonly Descriptor _reader;
    private readonly StandardInput _input;

    public StandardInputTests()
    {
        var writer = new LinuxKernel().OpenStandardInput();
        PipeEnd.OpenReader(writer.Number, out var reader).ShouldBe(0);
        _reader = new Descriptor(reader);
        _input = new StandardInput(writer, _descriptors);
    }

    [Fact]
    public void What_fits_into_the_pipe_needs_no_watching()
    {
        _input.Write(Encoding.UTF8.GetBytes("a line\n")).ShouldBe(0);
        _input.IsEmpty.ShouldBeTrue();
        _descriptors.Watched.ShouldBe(0);
        Read(100).ShouldBe(Encoding.UTF8.GetBytes("a line\n"));
    }

    [Fact]
    public void Nothing_at_all_can_be_written()
    {
        _input.Write(ReadOnlyMemory<byte>.Empty).ShouldBe(0);
        _descriptors.Watched.ShouldBe(0);
        Pipe.Available(_reader.Number).ShouldBe(0);
    }

    [Fact]
    public void The_order_is_kept_whatever_has_to_wait()
    {
        var expected = new List<byte>();
        for (var piece = 0; piece < 300; piece++)
        {
            var bytes = Enumerable.Repeat((byte)piece, 1 + (piece * 7919 % 9000)).ToArray();
            expected.AddRange(bytes);
            _input.Write(bytes).ShouldBe(0);
        }
        _input.IsEmpty.ShouldBeFalse();
        var read = new List<byte>();
        while (read.Count < expected.Count)
        {
            read.AddRange(Read(10_000));
            _descriptors.Wait();
        }
        read.ShouldBe(expected);
        _input.IsEmpty.ShouldBeTrue();
        _descriptors.Watched.ShouldBe(0);
    }

    [Fact]
    public void The_bytes_are_the_callers_again_after_the_call()
    {
        var bytes = Enumerable.Repeat((byte)1, 300_000).ToArray();
        _input.Write(bytes).ShouldBe(0);
        Array.Fill(bytes, (byte)2);
        var read = new List<byte>();
        while (read.Count < bytes.Length)
        {
            read.AddRange(Read(100_000));
            _descriptors.Wait();
        }
        read.ShouldAllBe(value => value == 1);
    }

    [Fact]
    public void As_much_as_is_said_can_wait_and_not_a_byte_more()
    {
        Fill();
        _input.Write(new byte[StandardInput.Capacity]).ShouldBe(0);
        _input.Write(new byte[1]).ShouldBe(Errno.ENOBUFS);
        _input.Write(ReadOnlyMemory<byte>.Empty).ShouldBe(0);
        Read(Pipe.Capacity(_reader.Number));
        _descriptors.Wait();
        _input.Write(new byte[1]).ShouldBe(0);
    }

    [Fact]
    public void A_single_piece_may_be_larger_where_nothing_waits()
    {
        var pipe = Pipe.Capacity(_reader.Number);
        _input.Write(new byte[StandardInput.Capacity + pipe + 1]).ShouldBe(0);
        _input.Write(new byte[1]).ShouldBe(Errno.ENOBUFS);
        Read(pipe);
        _descriptors.Wait();
        _input.Write(new byte[1]).ShouldBe(0);
    }

    [Fact]
    public void When_nobody_can_read_it_is_said_and_what_waited_is_dropped()
    {
        Fill();
        _input.Write(new byte[1000]).ShouldBe(0);
        _descriptors.Watched.ShouldBe(1);
        _reader.Dispose();
        _descriptors.Wait();
        _input.IsEmpty.ShouldBeTrue();
        _descriptors.Watched.ShouldBe(0);
        _input.Write(new byte[1]).ShouldBe(Errno.EPIPE);
    }

    [Fact]
    public void A_new_run_begins_with_an_empty_pipe_and_nothing_that_waits()
    {
        Fill();
        _input.Write(new byte[200_000]).ShouldBe(0);
        _input.Restart();
        Pipe.Available(_reader.Number).ShouldBe(0);
        _input.IsEmpty.ShouldBeTrue();
        _descriptors.Watched.ShouldBe(0);
        _input.Write(Encoding.UTF8.GetBytes("new")).ShouldBe(0);
        Read(100).ShouldBe(Encoding.UTF8.GetBytes("new"));
    }

    [Fact]
    public void A_new_run_without_a_reader_is_possible()
    {
        _input.Write(new byte[10]).ShouldBe(0);
        _reader.Dispose();
        _input.Restart();
        PipeEnd.OpenReader(_input.Descriptor, out var reader).ShouldBe(0);
        using var next = new Descriptor(reader);
        Pipe.Available(next.Number).ShouldBe(0);
        _input.Write(new byte[3]).ShouldBe(0);
        Pipe.Available(next.Number).ShouldBe(3);
    }

    [Fact]
    public void Where_the_pipe_is_full_and_cannot_be_watched_nothing_waits_and_it_is_said()
    {
        Fill();
        _descriptors.Refuses = true;
        _input.Write(new byte[1000]).ShouldBe(Errno.ENOSPC);
        _input.IsEmpty.ShouldBeTrue();
        _descriptors.Refuses = false;
        _input.Write(new byte[1000]).ShouldBe(0);
        _descriptors.Watched.ShouldBe(1);
    }

    [Fact]
    public void What_waits_outlives_its_writer_and_nothing_of_it_comes_twice()
    {
        var bytes = new byte[1_000_000];
        new Random(7).NextBytes(bytes);
        _input.Write(bytes).ShouldBe(0);
        var read = new List<byte>(Read(100_000));
        _descriptors.Wait();
        // What the keeper holds are copies of the descriptors.
        using var kept = new Descriptor(_input.Descriptor).DuplicateAbove(2);
        using var waiting = new Descriptor(_input.Waiting!.Value).DuplicateAbove(2);
        _input.Dispose();
        using var next = new StandardInput(kept, _descriptors, waiting);
        next.IsEmpty.ShouldBeFalse();
        while (read.Count < bytes.Length)
        {
            read.AddRange(Read(100_000));
            _descriptors.Wait();
        }
        read.ShouldBe(bytes);
        next.IsEmpty.ShouldBeTrue();
        next.Write("more"u8.ToArray()).ShouldBe(0);
        Read(100).ShouldBe("more"u8.ToArray());
    }

    [Fact]
    public void A_new_run_does_not_read_what_was_meant_for_one_of_an_earlier_master()
    {
        _input.Write(new byte[200_000]).ShouldBe(0);
        using var kept = new Descriptor(_input.Descriptor).DuplicateAbove(2);
        using var waiting = new Descriptor(_input.Waiting!.Value).DuplicateAbove(2);
        _input.Dispose();
        using var next = new StandardInput(kept, _descriptors, waiting);
        next.Restart();
        Pipe.Available(_reader.Number).ShouldBe(0);
        next.IsEmpty.ShouldBeTrue();
        _descriptors.Watched.ShouldBe(0);
    }

    [Fact]
    public void It_can_be_closed_while_something_waits()
    {
        Fill();
        _input.Write(new byte[1]).ShouldBe(0);
        _input.Dispose();
        _descriptors.Watched.ShouldBe(0);
        Read(Pipe.Capacity(_reader.Number));
        FileDescriptor.Read(_reader.Number, new byte[1]).Count.ShouldBe(0, "the end of the file");
    }

    public void Dispose()
    {
        _input.Dispose();
        _reader.Dispose();
        _descriptors.Dispose();
    }

    /// <summary>Until not a byte more fits into the pipe.</summary>
    private void Fill() => _input.Write(new byte[Pipe.Capacity(_reader.Number)]).ShouldBe(0);

    /// <summary>What is there, without waiting for more.</summary>
    private byte[] Read(int most)
    {
        var bytes = new byte[Math.Min(most, Pipe.Available(_reader.Number))];
        var filled = 0;
        while (filled < bytes.Length)
            filled += FileDescriptor.Read(_reader.Number, bytes.AsSpan(filled)).Count;
        return bytes;
    }

    private sealed class CountedDescriptors : ILoopDescriptors, IDisposable
    {
        private readonly LoopDescriptors _real = new();

        public int Watched { get; private set; }

        /// <summary>As the kernel does when the user has as many watches as are allowed.</summary>
        public bool Refuses { get; set; }

        public void Watch(int descriptor, ReadinessEvents events, IReadinessTarget target)
        {
            if (Refuses)
                throw new PosixException("epoll_ctl", Errno.ENOSPC);
            Watched++;
            _real.Watch(descriptor, events, target);
        }

        public void Change(int descriptor, ReadinessEvents events) => _real.Change(descriptor, events);

        public void Forget(int descriptor)
        {
            Watched--;
            _real.Forget(descriptor);
        }

        /// <summary>One turn of the loop.</summary>
        public void Wait() => _real.Wait(0);

        public void Dispose() => _real.Dispose();
    }
}
