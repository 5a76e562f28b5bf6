using System.Net.Sockets;
using System.Text;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Logs;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Logs;

public sealed class LogPumpStreamTests : IDisposable
{
    private readonly LogPumpScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void A_fifo_without_a_reader_keeps_what_fits()
    {
        Fifo.Make(_scene.At("fifo"));
        var channel = _scene.Open(_scene.At("fifo"));
        LogPumpScene.Write(channel, "early\n");
        _scene.Drain(channel);
        using var reader = new FileStream(_scene.At("fifo"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        var bytes = new byte[6];
        reader.ReadExactly(bytes);
        Encoding.UTF8.GetString(bytes).ShouldBe("early\n");
    }

    [Fact]
    public void A_target_that_is_full_slows_its_program_and_nobody_else_and_loses_nothing()
    {
        using var fifo = new Fifo(_scene.At("fifo"));
        var slow = _scene.Open(fifo.Path);
        var other = _scene.Open(_scene.At("other.log"));
        using var writer = LogPumpScene.Writer(slow);
        var written = fifo.FillBehind(writer);
        LogPumpScene.Write(other, "not held up\n");
        _scene.Drain(other);
        _scene.Text("other.log").ShouldBe("not held up\n");
        fifo.Read(written).ShouldBe(new byte[written]);
        writer.Write("and on\n"u8);
        Encoding.UTF8.GetString(fifo.Read(7)).ShouldBe("and on\n");
        _scene.Others().ShouldBeEmpty();
    }

    [Fact]
    public void Formatted_lines_wait_for_a_full_target_too()
    {
        using var fifo = new Fifo(_scene.At("fifo"));
        var channel = _scene.Open(fifo.Path, LogPumpScene.Output(format: LogFormat.Time));
        var lines = Enumerable.Range(0, 20_000).Select(number => $"line {number}").ToList();
        var reading = new List<byte>();
        using (var writer = LogPumpScene.Writer(channel))
        {
            var bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
            var thread = new Thread(() => writer.Write(bytes));
            thread.Start();
            while (reading.Count(value => value == '\n') < lines.Count)
                reading.AddRange(fifo.ReadSome());
            thread.Join();
        }
        Encoding
            .UTF8.GetString(reading.ToArray())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line[(line.IndexOf("web ", StringComparison.Ordinal) + 4)..])
            .ShouldBe(lines);
    }

    [Fact]
    public void Many_channels_that_wait_for_one_target_all_go_on()
    {
        using var fifo = new Fifo(_scene.At("fifo"));
        var channels = Enumerable.Range(0, 5).Select(number => _scene.Open(fifo.Path, name: $"p{number}")).ToList();
        var writers = channels.ConvertAll(LogPumpScene.Writer);
        var written = writers.Sum(fifo.FillBehind);
        fifo.Read(written).Length.ShouldBe(written);
        LogPumpScene.Until(() => channels.TrueForAll(channel => Pipe.Available(channel.ReadDescriptor) == 0));
        writers.ForEach(writer => writer.Dispose());
    }

    [Fact]
    public void A_device_is_never_rotated()
    {
        var channel = _scene.Open("/dev/null", LogPumpScene.Output(maxBytes: 10, backups: 2));
        LogPumpScene.Write(channel, "more than ten bytes\nin two lines\n");
        _scene.Drain(channel);
        _scene.Others().ShouldBeEmpty();
        File.Exists("/dev/null.1").ShouldBeFalse();
    }

    [Fact]
    public void A_descriptor_of_the_daemon_that_is_a_file_keeps_its_position()
    {
        using var output = new FileStream(_scene.At("output"), FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        var handle = output.SafeFileHandle.DangerousGetHandle();
        var channel = _scene.Open($"/proc/self/fd/{handle}");
        FileDescriptor.Write((int)handle, "daemon\n"u8);
        LogPumpScene.Write(channel, "program\n");
        _scene.Drain(channel);
        FileDescriptor.Write((int)handle, "daemon\n"u8);
        _scene.Text("output").ShouldBe("daemon\nprogram\ndaemon\n");
    }

    [Fact]
    public void A_descriptor_of_the_daemon_that_appends_is_written_to()
    {
        using var output = new FileStream(_scene.At("output"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        FileDescriptor.Open(_scene.At("output"), FileAccessKind.Write, 0, out var other).ShouldBe(0);
        var channel = _scene.Open($"/dev/fd/{other!.Number}");
        LogPumpScene.Write(channel, "program\n");
        _scene.Drain(channel);
        _scene.Text("output").ShouldBe("program\n");
        other.Dispose();
    }

    [Fact]
    public void A_descriptor_of_the_daemon_that_is_a_pipe_is_not_set_to_non_blocking()
    {
        var (read, write) = Pipe.Create(nonBlockingRead: false);
        var channel = _scene.Open($"/dev/fd/{write.Number}");
        LogPumpScene.Write(channel, "program\n");
        _scene.Drain(channel);
        Pipe.Available(read.Number).ShouldBe(8);
        File.ReadAllText($"/proc/self/fdinfo/{write.Number}").ShouldContain("flags:\t02000001\n");
        read.Dispose();
        write.Dispose();
    }

    [Fact]
    public void A_descriptor_of_the_daemon_that_is_a_socket_is_written_to_without_waiting()
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(_scene.At("socket")));
        listener.Listen();
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(_scene.At("socket")));
        using var server = listener.Accept();
        var channel = _scene.Open($"/dev/fd/{client.Handle}");
        var data = new byte[2_000_000];
        new Random(3).NextBytes(data);
        using var writer = LogPumpScene.Writer(channel);
        var thread = new Thread(() => writer.Write(data));
        thread.Start();
        var received = new byte[data.Length];
        for (var count = 0; count < received.Length; )
            count += server.Receive(received.AsSpan(count));
        thread.Join();
        received.ShouldBe(data);
    }

    [Fact]
    public void A_pipe_whose_reader_has_gone_is_trouble_and_no_signal()
    {
        var (read, write) = Pipe.Create(nonBlockingRead: false);
        var channel = _scene.Open($"/dev/fd/{write.Number}");
        LogPumpScene.Write(channel, "first\n");
        _scene.Drain(channel);
        read.Dispose();
        // A process that another test is just making has the reader as well until it executes its program.
        LogPumpScene.Until(() => FileDescriptor.Write(write.Number, "x"u8).Errno == Errno.EPIPE);
        LogPumpScene.Write(channel, "second\n");
        _scene.WaitFor(LogPumpNoticeKind.Complaint).Text.ShouldContain("EPIPE");
        _scene.Drain(channel);
        write.Dispose();
    }
}
