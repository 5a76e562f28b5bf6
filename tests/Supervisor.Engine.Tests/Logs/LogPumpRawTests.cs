using System.Security.Cryptography;
using Supervisor.Engine.Logs;
using Supervisor.Posix;

namespace Supervisor.Engine.Tests.Logs;

public sealed class LogPumpRawTests : IDisposable
{
    private readonly LogPumpScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Every_byte_arrives_in_order()
    {
        var data = RandomNumberGenerator.GetBytes(5_000_000);
        var channel = _scene.Open(_scene.At("web.log"));
        using (var writer = LogPumpScene.Writer(channel))
            writer.Write(data);
        _scene.Drain(channel);
        File.ReadAllBytes(_scene.At("web.log")).ShouldBe(data);
    }

    [Fact]
    public void What_is_there_is_appended_to()
    {
        File.WriteAllText(_scene.At("web.log"), "before\n");
        var channel = _scene.Open(_scene.At("web.log"));
        LogPumpScene.Write(channel, "after\n");
        _scene.Drain(channel);
        _scene.Text("web.log").ShouldBe("before\nafter\n");
    }

    [Fact]
    public void One_pipe_serves_many_runs()
    {
        var channel = _scene.Open(_scene.At("web.log"));
        for (var run = 0; run < 100; run++)
        {
            LogPumpScene.Write(channel, $"run {run}\n");
            _scene.Drain(channel);
        }
        File.ReadAllLines(_scene.At("web.log")).ShouldBe(Enumerable.Range(0, 100).Select(run => $"run {run}"));
    }

    [Fact]
    public void Two_programs_share_one_file_and_one_descriptor()
    {
        var before = OpenDescriptorsOf(_scene.At("all.log"));
        var first = _scene.Open(_scene.At("all.log"), name: "first");
        var second = _scene.Open(_scene.At("all.log"), name: "second");
        LogPumpScene.Write(first, "one\n");
        _scene.Drain(first);
        LogPumpScene.Write(second, "two\n");
        _scene.Drain(second);
        LogPumpScene.Write(first, "three\n");
        _scene.Drain(first);
        _scene.Text("all.log").ShouldBe("one\ntwo\nthree\n");
        (OpenDescriptorsOf(_scene.At("all.log")) - before).ShouldBe(1);
    }

    [Fact]
    public void A_second_name_of_a_file_leads_to_the_same_descriptor()
    {
        File.WriteAllText(_scene.At("a.log"), "");
        File.CreateSymbolicLink(_scene.At("b.log"), _scene.At("a.log"));
        var first = _scene.Open(_scene.At("a.log"));
        var second = _scene.Open(_scene.At("b.log"));
        LogPumpScene.Write(first, "one\n");
        _scene.Drain(first);
        LogPumpScene.Write(second, "two\n");
        _scene.Drain(second);
        _scene.Text("a.log").ShouldBe("one\ntwo\n");
        OpenDescriptorsOf(_scene.At("a.log")).ShouldBe(1);
    }

    [Fact]
    public void Without_a_file_the_output_is_taken_and_forgotten()
    {
        var channel = _scene.Open(null);
        using (var writer = LogPumpScene.Writer(channel))
            writer.Write(new byte[3_000_000]);
        _scene.Drain(channel);
        Pipe.Available(channel.ReadDescriptor).ShouldBe(0);
    }

    [Fact]
    public void A_file_truncated_by_others_is_followed()
    {
        var channel = _scene.Open(_scene.At("web.log"));
        LogPumpScene.Write(channel, "long line before\n");
        _scene.Drain(channel);
        File.WriteAllText(_scene.At("web.log"), "");
        LogPumpScene.Write(channel, "after\n");
        _scene.Drain(channel);
        _scene.Text("web.log").ShouldBe("after\n");
    }

    [Fact]
    public void What_others_append_is_not_overwritten()
    {
        var channel = _scene.Open(_scene.At("web.log"));
        LogPumpScene.Write(channel, "one\n");
        _scene.Drain(channel);
        File.AppendAllText(_scene.At("web.log"), "two\n");
        LogPumpScene.Write(channel, "three\n");
        _scene.Drain(channel);
        _scene.Text("web.log").ShouldBe("one\ntwo\nthree\n");
    }

    [Fact]
    public void A_moved_file_is_followed_until_the_logs_are_reopened()
    {
        var channel = _scene.Open(_scene.At("web.log"));
        LogPumpScene.Write(channel, "one\n");
        _scene.Drain(channel);
        File.Move(_scene.At("web.log"), _scene.At("web.log.old"));
        LogPumpScene.Write(channel, "two\n");
        _scene.Drain(channel);
        _scene.Pump.ReopenAll();
        LogPumpScene.Write(channel, "three\n");
        _scene.Drain(channel);
        _scene.Text("web.log.old").ShouldBe("one\ntwo\n");
        _scene.Text("web.log").ShouldBe("three\n");
    }

    [Fact]
    public void A_deleted_file_is_made_anew_with_its_mode()
    {
        var path = AutomaticLogFiles.Create(_scene.Directory, "web", LogStream.Stdout, "supervisor");
        var channel = _scene.Open(path);
        LogPumpScene.Write(channel, "one\n");
        _scene.Drain(channel);
        File.Delete(path);
        LogPumpScene.Write(channel, "two\n");
        _scene.Drain(channel);
        File.ReadAllText(path).ShouldBe("two\n");
        LogPumpScene.ModeOf(path).ShouldBe("600");
        _scene.Others().ShouldBeEmpty();
    }

    [Fact]
    public void A_pipe_that_is_found_full_gets_larger()
    {
        var channel = _scene.Open(_scene.At("web.log"));
        var before = Pipe.Capacity(channel.ReadDescriptor);
        using var writer = LogPumpScene.Writer(channel);
        var block = new byte[before];
        LogPumpScene.Until(() =>
        {
            writer.Write(block);
            return Pipe.Capacity(channel.ReadDescriptor) > before;
        });
        _scene.Drain(channel);
    }

    [Fact]
    public void Programs_open_the_pipe_again_through_their_own_descriptor()
    {
        var channel = _scene.Open(_scene.At("web.log"));
        LogPumpScene.ModeOf($"/proc/self/fd/{channel.ReadDescriptor}").ShouldBe("622");
    }

    private static int OpenDescriptorsOf(string path) =>
        Directory.EnumerateFileSystemEntries("/proc/self/fd").Count(entry => SymbolicLink.Read(entry) == path);
}
