using System.Text;

namespace Supervisor.Posix.Tests;

public sealed class PipeTests : IDisposable
{
    private readonly Descriptor _read;
    private readonly Descriptor _write;

    public PipeTests() => (_read, _write) = Pipe.Create(nonBlockingRead: true);

    public void Dispose()
    {
        _read.Dispose();
        _write.Dispose();
    }

    [Fact]
    public void What_waits_can_be_counted_and_an_empty_pipe_does_not_hold_up_its_reader()
    {
        Read().ShouldBe(new TransferResult(0, Errno.EAGAIN));
        Write("12345");
        Pipe.Available(_read.Number).ShouldBe(5);
        Pipe.Available(_write.Number).ShouldBe(5);
        Read().Count.ShouldBe(5);
        Pipe.Available(_read.Number).ShouldBe(0);
    }

    [Fact]
    public void A_copy_leaves_the_content_where_it_is()
    {
        var (copyRead, copyWrite) = Pipe.Create(nonBlockingRead: true);
        using (copyRead)
        using (copyWrite)
        {
            Pipe.Tee(_read.Number, copyWrite.Number, 100).Errno.ShouldBe(Errno.EAGAIN);
            Write("content");
            Pipe.Tee(_read.Number, copyWrite.Number, 100).ShouldBe(new TransferResult(7, 0));
            Pipe.Available(copyRead.Number).ShouldBe(7);
            Pipe.Available(_read.Number).ShouldBe(7);
        }
    }

    [Fact]
    public void Content_is_moved_to_a_place_in_a_file_which_moves_on()
    {
        using var directory = new TemporaryDirectory();
        FileDescriptor.Open(directory.At("log"), FileAccessKind.WriteOrCreate, 0x180, out var file).ShouldBe(0);
        using (file)
        {
            var offset = 3L;
            Write("abcdef");
            Pipe.Splice(_read.Number, file!.Number, ref offset, 4).ShouldBe(new TransferResult(4, 0));
            offset.ShouldBe(7);
            Pipe.Splice(_read.Number, file.Number, ref offset, 100).ShouldBe(new TransferResult(2, 0));
            Pipe.Splice(_read.Number, file.Number, ref offset, 100).Errno.ShouldBe(Errno.EAGAIN);
            _write.Dispose();
            Pipe.Splice(_read.Number, file.Number, ref offset, 100).ShouldBe(new TransferResult(0, 0));
            offset.ShouldBe(9);
            File.ReadAllText(directory.At("log")).ShouldBe("\0\0\0abcdef");
        }
    }

    [Fact]
    public void It_can_be_made_larger_and_what_the_kernel_refuses_leaves_it_as_it_is()
    {
        const int Size = 256 * 1024;
        Pipe.Enlarge(_read.Number, Size).ShouldBe(Size);
        Pipe.Capacity(_write.Number).ShouldBe(Size);
        Pipe.Enlarge(_read.Number, int.MaxValue).ShouldBe(Size);
    }

    /// <summary>As a program does that reopens /dev/stdout.</summary>
    [Fact]
    public void Each_end_can_be_opened_anew_as_a_description_of_its_own()
    {
        PipeEnd.OpenWriter(_read.Number, out var writer).ShouldBe(0);
        Pipe.SetNonBlocking(writer);
        _write.Dispose();
        Read().Errno.ShouldBe(Errno.EAGAIN, "there is a writer still");
        PipeEnd.Close(writer);
        Read().ShouldBe(new TransferResult(0, 0), "the end");
        PipeEnd.OpenWriter(_read.Number, out var next).ShouldBe(0);
        Flags(next).ShouldBe(Flags(next) & ~0x800, "the flag of the first is not the next one's");
        PipeEnd.OpenReader(next, out var reader).ShouldBe(0);
        FileDescriptor.Write(next, "x"u8).Count.ShouldBe(1);
        Pipe.Available(reader).ShouldBe(1);
        PipeEnd.Close(next);
        PipeEnd.Close(reader);
    }

    [Fact]
    public void What_cannot_be_opened_is_said() => PipeEnd.OpenWriter(int.MaxValue, out _).ShouldBe(Errno.ENOENT);

    /// <summary>Far more than it holds, on an end that somebody else made non-blocking.</summary>
    [Fact]
    public void All_of_it_is_written_however_the_reader_takes_it()
    {
        const int Length = 1_000_000;
        Pipe.SetNonBlocking(_write.Number);
        var bytes = new byte[Length];
        new Random(1).NextBytes(bytes);
        var received = new List<byte>();
        var reader = new Thread(() =>
        {
            var buffer = new byte[10_000];
            while (received.Count < Length)
            {
                InputReadiness.Await(_read.Number, -1).ShouldBeTrue();
                received.AddRange(buffer[..FileDescriptor.Read(_read.Number, buffer).Count]);
            }
        });
        reader.Start();
        DescriptorOutput.WriteAll(_write.Number, bytes, out var written).ShouldBe(0);
        reader.Join();
        written.ShouldBe(Length);
        received.ShouldBe(bytes);
    }

    [Fact]
    public void A_reader_that_has_gone_is_an_errno_and_no_signal()
    {
        _read.Dispose();
        DescriptorOutput.WriteAll(_write.Number, "x"u8, out var written).ShouldBe(Errno.EPIPE);
        written.ShouldBe(0);
        FileDescriptor.Write(_write.Number, "x"u8).Errno.ShouldBe(Errno.EPIPE);
        FileDescriptor.IsWritable(_write.Number).ShouldBeTrue("so that the write says what it is");
    }

    private void Write(string text) => FileDescriptor.Write(_write.Number, Encoding.ASCII.GetBytes(text)).Count.ShouldBe(text.Length);

    private TransferResult Read() => FileDescriptor.Read(_read.Number, new byte[100]);

    /// <summary>Of the open file description (proc(5), fdinfo), in octal there.</summary>
    private static int Flags(int descriptor)
    {
        const string Label = "flags:";
        var line = File.ReadLines($"/proc/self/fdinfo/{descriptor}").Single(line => line.StartsWith(Label, StringComparison.Ordinal));
        return Convert.ToInt32(line[Label.Length..].Trim(), 8);
    }
}
