using System.Text;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Logs;
using Supervisor.TestKit;

namespace Supervisor.Engine.Tests.Logs;

public sealed class LogPumpTroubleTests : IDisposable
{
    private readonly LogPumpScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData(LogFormat.Raw)]
    [InlineData(LogFormat.Time)]
    public void A_full_device_never_holds_up_its_program_and_is_told_once(LogFormat format)
    {
        var channel = _scene.Open("/dev/full", LogPumpScene.Output(format: format));
        WriteLines(channel, 3_000_000);
        _scene.Drain(channel);
        _scene
            .WaitFor(LogPumpNoticeKind.Complaint)
            .Text.ShouldStartWith("cannot write log /dev/full of web: No space left on device (ENOSPC)");
        WriteLines(channel, 1_000_000);
        _scene.Drain(channel);
        _scene.Others().ShouldBeEmpty();
    }

    [Fact]
    public void A_log_that_is_a_directory_heals_when_that_goes_and_counts_what_was_lost()
    {
        Directory.CreateDirectory(_scene.At("web.log"));
        var channel = _scene.Open(_scene.At("web.log"));
        _scene.WaitFor(LogPumpNoticeKind.Complaint).Text.ShouldContain("EISDIR");
        var written = WriteLines(channel, 1_000_000);
        Directory.Delete(_scene.At("web.log"));
        var lost = WaitUntilHealed();
        _scene.Drain(channel);
        lost.ShouldBeGreaterThan(0);
        (lost + new FileInfo(_scene.At("web.log")).Length).ShouldBe(written);
    }

    [Fact]
    public void A_directory_that_goes_is_told_and_healed_when_it_comes_back()
    {
        Directory.CreateDirectory(_scene.At("logs"));
        var channel = _scene.Open(_scene.At("logs/web.log"));
        LogPumpScene.Write(channel, "before\n");
        _scene.Drain(channel);
        Directory.Delete(_scene.At("logs"), recursive: true);
        LogPumpScene.Write(channel, "during\n");
        _scene.Drain(channel);
        _scene.WaitFor(LogPumpNoticeKind.Complaint).Text.ShouldContain("ENOENT");
        Directory.CreateDirectory(_scene.At("logs"));
        _scene.WaitFor(LogPumpNoticeKind.Recovered).Text.ShouldEndWith("; 0 bytes were lost");
        _scene.Drain(channel);
        _scene.Text("logs/web.log").ShouldBe("during\n");
    }

    [Fact]
    public void Reopening_tries_at_once()
    {
        Directory.CreateDirectory(_scene.At("web.log"));
        var channel = _scene.Open(_scene.At("web.log"));
        LogPumpScene.Write(channel, "waiting\n");
        _scene.WaitFor(LogPumpNoticeKind.Complaint);
        Directory.Delete(_scene.At("web.log"));
        _scene.Pump.ReopenAll();
        _scene.WaitFor(LogPumpNoticeKind.Recovered);
        _scene.Text("web.log").ShouldBe("waiting\n");
    }

    [Fact]
    public void Syslog_goes_on_when_the_file_does_not()
    {
        var channel = _scene.Open("/dev/full", LogPumpScene.Output(syslog: true));
        LogPumpScene.Write(channel, "one\ntwo\n");
        _scene.Drain(channel);
        _scene.SyslogLines.ShouldBe(["web one", "web two"]);
    }

    [Fact]
    public void A_closed_channel_in_trouble_goes_when_it_has_nothing_left()
    {
        var channel = _scene.Open("/dev/full");
        WriteLines(channel, 100_000);
        _scene.Pump.Close(channel);
        _scene.Pump.Stop();
        channel.ReadEnd.IsOpen.ShouldBeFalse();
        _scene
            .WaitFor(notice => notice.Text.Contains("before the end", StringComparison.Ordinal))
            .Kind.ShouldBe(LogPumpNoticeKind.Complaint);
    }

    [SkippableFact]
    public void A_full_disk_loses_only_what_it_counts()
    {
        using var disk = SmallDisk.TryMount(_scene.At("disk"), out var reason);
        Skip.If(disk is null, reason);
        var channel = _scene.Open(disk.At("web.log"));
        var other = _scene.Open(_scene.At("other.log"));
        var written = WriteLines(channel, 5_000_000);
        _scene.Drain(channel);
        _scene.WaitFor(LogPumpNoticeKind.Complaint).Text.ShouldContain("ENOSPC");
        LogPumpScene.Write(other, "fine\n");
        _scene.Drain(other);
        _scene.Text("other.log").ShouldBe("fine\n");
        var kept = new FileInfo(disk.At("web.log")).Length;
        File.WriteAllText(disk.At("web.log"), "");
        var lost = WaitUntilHealed();
        _scene.Drain(channel);
        (kept + lost + new FileInfo(disk.At("web.log")).Length).ShouldBe(written);
    }

    private long WaitUntilHealed()
    {
        var text = _scene.WaitFor(LogPumpNoticeKind.Recovered).Text;
        var end = text[(text.LastIndexOf("; ", StringComparison.Ordinal) + 2)..];
        return long.Parse(end.AsSpan(0, end.IndexOf(' ')));
    }

    private static int WriteLines(LogChannel channel, int bytes)
    {
        var line = Encoding.UTF8.GetBytes(new string('x', 999) + "\n");
        using var writer = LogPumpScene.Writer(channel);
        var written = 0;
        for (; written < bytes; written += line.Length)
            writer.Write(line);
        return written;
    }
}
