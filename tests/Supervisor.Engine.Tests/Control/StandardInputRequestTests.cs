using System.Text;
using Supervisor.Engine.Slots;
using Supervisor.Posix;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;
using static Supervisor.Engine.Tests.Control.TextConfiguration;

namespace Supervisor.Engine.Tests.Control;

public sealed class StandardInputRequestTests
{
    [Fact]
    public void What_is_sent_can_be_read_by_the_process()
    {
        using var scene = new ControlScene(Program("web"));
        using var reader = ReaderOf(scene, "web");
        Send(scene, "web", "hello\n").Reply.ShouldBe(Reply.Done.Instance);
        Span<byte> read = stackalloc byte[100];
        var count = FileDescriptor.Read(reader.Number, read).Count;
        Encoding.UTF8.GetString(read[..count]).ShouldBe("hello\n");
    }

    [Fact]
    public void Nothing_can_be_sent_to_what_does_not_run_or_is_being_stopped()
    {
        using var scene = new ControlScene(Program("web") + Program("off", "autostart = false"));
        using var reader = ReaderOf(scene, "web");
        scene.Kernel.Stubborn.Add("web");
        Send(scene, "off", "x").Refusal.ShouldBe("NotRunning off");
        scene.Stop("web", waits: false);
        Send(scene, "web", "x").Refusal.ShouldBe("NotRunning web");
        Send(scene, "nobody", "x").Refusal.ShouldBe("BadName nobody");
    }

    [Fact]
    public void A_program_that_has_closed_its_standard_input_has_no_file()
    {
        using var scene = new ControlScene(Program("web"));
        Send(scene, "web", "x").Refusal.ShouldBe("NoFile web");
    }

    [Fact]
    public void More_than_can_wait_is_refused_as_a_whole()
    {
        using var scene = new ControlScene(Program("web"));
        using var reader = ReaderOf(scene, "web");
        Send(scene, "web", new byte[StandardInput.Capacity]).Reply.ShouldBe(Reply.Done.Instance);
        var capacity = Pipe.Capacity(reader.Number);
        Send(scene, "web", new byte[capacity]).Reply.ShouldBe(Reply.Done.Instance);
        Send(scene, "web", "x")
            .Refusal.ShouldBe($"Failed web does not read its standard input: {StandardInput.Capacity} bytes wait for it at most");
    }

    [Fact]
    public void The_next_run_does_not_read_what_was_meant_for_the_last()
    {
        using var scene = new ControlScene(Program("web"));
        using var reader = ReaderOf(scene, "web");
        Send(scene, "web", new byte[200_000]);
        scene.Restart("web");
        Pipe.Available(reader.Number).ShouldBe(0);
        Send(scene, "web", "new").Reply.ShouldBe(Reply.Done.Instance);
        Pipe.Available(reader.Number).ShouldBe(3);
    }

    private static Question Send(ControlScene scene, string name, string text) => Send(scene, name, Encoding.UTF8.GetBytes(text));

    private static Question Send(ControlScene scene, string name, byte[] bytes) =>
        scene.Ask(new Request.WriteStandardInput(new ProcessName(name, name), bytes));

    /// <summary>The program's end of the pipe.</summary>
    private static Descriptor ReaderOf(ControlScene scene, string name)
    {
        PipeEnd.OpenReader(scene.Slot(name).Pipes!.Stdin.Descriptor, out var reader).ShouldBe(0);
        return new Descriptor(reader);
    }
}
