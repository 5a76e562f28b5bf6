using System.Text;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Logs;

namespace Supervisor.Engine.Tests.Logs;

public sealed class LogPumpLifeTests : IDisposable
{
    private readonly LogPumpScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void A_drain_brings_what_was_written_and_the_beginning_of_a_line()
    {
        var channel = _scene.Open(_scene.At("web.log"), LogPumpScene.Output(format: LogFormat.Time));
        LogPumpScene.Write(channel, "no line end");
        _scene.Drain(channel);
        _scene.Text("web.log").ShouldEndWith(" web no line end\n");
    }

    [Fact]
    public void A_drain_of_an_empty_pipe_is_answered()
    {
        var channel = _scene.Open(_scene.At("web.log"));
        _scene.Drain(channel);
        _scene.Drain(channel);
        _scene.Text("web.log").ShouldBeEmpty();
    }

    [Fact]
    public void A_closed_channel_is_read_until_its_last_writer_has_gone()
    {
        var channel = _scene.Open(_scene.At("web.log"));
        using (var orphan = LogPumpScene.Writer(channel))
        {
            _scene.Pump.Close(channel);
            for (var number = 0; number < 10; number++)
                orphan.Write(Encoding.UTF8.GetBytes($"still here {number}\n"));
        }
        LogPumpScene.Until(() => !channel.ReadEnd.IsOpen);
        File.ReadAllLines(_scene.At("web.log")).Length.ShouldBe(10);
    }

    [Fact]
    public void A_closed_channel_without_writers_keeps_what_was_in_its_pipe()
    {
        var channel = _scene.Open(_scene.At("web.log"));
        LogPumpScene.Write(channel, "last words\n");
        _scene.Pump.Close(channel);
        LogPumpScene.Until(() => !channel.ReadEnd.IsOpen);
        _scene.Text("web.log").ShouldBe("last words\n");
    }

    [Fact]
    public void Reconfiguring_goes_on_in_another_file_with_the_same_pipe()
    {
        var channel = _scene.Open(_scene.At("old.log"));
        using var writer = LogPumpScene.Writer(channel);
        writer.Write("one\n"u8);
        _scene.Drain(channel);
        _scene.Pump.Reconfigure(channel, LogPumpScene.Settings(_scene.At("new.log"), LogPumpScene.Output(format: LogFormat.Json)));
        writer.Write("two\n"u8);
        _scene.Drain(channel);
        _scene.Text("old.log").ShouldBe("one\n");
        _scene.Text("new.log").ShouldContain("\"line\":\"two\"");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_drain_that_cannot_be_done_is_answered_when_the_channel_changes(bool byClosing)
    {
        using var fifo = new Fifo(_scene.At("fifo"));
        var channel = _scene.Open(fifo.Path);
        using var writer = LogPumpScene.Writer(channel);
        fifo.FillBehind(writer);
        _scene.Pump.Drain(channel, 4711);
        if (byClosing)
            _scene.Pump.Close(channel);
        else
            _scene.Pump.Reconfigure(channel, LogPumpScene.Settings(_scene.At("free.log")));
        _scene.WaitFor(notice => notice == LogPumpNotice.Drained(4711));
    }

    [Fact]
    public void Stopping_brings_what_the_pipes_hold_to_their_files()
    {
        var raw = _scene.Open(_scene.At("raw.log"));
        var formatted = _scene.Open(_scene.At("formatted.log"), LogPumpScene.Output(format: LogFormat.Time));
        using var writer = LogPumpScene.Writer(raw);
        writer.Write(new byte[50_000]);
        LogPumpScene.Write(formatted, "unfinished");
        _scene.Pump.Stop();
        new FileInfo(_scene.At("raw.log")).Length.ShouldBe(50_000);
        _scene.Text("formatted.log").ShouldEndWith(" web unfinished\n");
        raw.ReadEnd.IsOpen.ShouldBeFalse();
    }

    [Fact]
    public void Stopping_does_not_wait_for_a_target_that_blocks_and_counts_what_stays()
    {
        using var fifo = new Fifo(_scene.At("fifo"));
        var channel = _scene.Open(fifo.Path);
        using var writer = LogPumpScene.Writer(channel);
        fifo.FillBehind(writer);
        _scene.Pump.Stop();
        _scene.WaitFor(LogPumpNoticeKind.Complaint).Text.ShouldContain("not written to log " + fifo.Path + " of web");
    }
}
