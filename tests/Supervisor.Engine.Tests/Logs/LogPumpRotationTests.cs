using System.Text;
using Supervisor.Engine.Logs;

namespace Supervisor.Engine.Tests.Logs;

public sealed class LogPumpRotationTests : IDisposable
{
    private const int MaxBytes = 100_000;
    private readonly LogPumpScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Lines_stay_whole_and_no_byte_is_lost_or_doubled()
    {
        var channel = _scene.Open(_scene.At("web.log"), LogPumpScene.Output(MaxBytes, backups: 1000));
        var lines = Lines(1, 60_000);
        using (var writer = LogPumpScene.Writer(channel))
            writer.Write(Encoding.UTF8.GetBytes(lines));
        _scene.Drain(channel);
        Files("web.log").Count.ShouldBeGreaterThan(10);
        string.Concat(Files("web.log")).ShouldBe(lines);
        Files("web.log").ShouldAllBe(text => text.Length <= MaxBytes && (text.Length == 0 || text.EndsWith('\n')));
    }

    [Fact]
    public async Task Several_programs_rotate_one_file_together()
    {
        var channels = Enumerable.Range(0, 4).Select(number => Open(number)).ToList();
        await Task.WhenAll(channels.Select((channel, number) => Task.Run(() => WriteLineByLine(channel, number))));
        foreach (var channel in channels)
            _scene.Drain(channel);
        var lines = string.Concat(Files("all.log")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (var number = 0; number < channels.Count; number++)
            lines.Where(line => line.StartsWith($"program {number} ", StringComparison.Ordinal)).ShouldBe(Expected(number));
        lines.Length.ShouldBe(channels.Count * 3000);
        Files("all.log").ShouldAllBe(text => text.Length <= 10_000 + RotationCut.LineEndDistance);

        LogChannel Open(int number) => _scene.Open(_scene.At("all.log"), LogPumpScene.Output(10_000, backups: 1000), $"program{number}");
    }

    [Fact]
    public void Bytes_without_a_line_end_are_cut_at_the_size()
    {
        var channel = _scene.Open(_scene.At("web.log"), LogPumpScene.Output(MaxBytes, backups: 100));
        var random = new Random(7);
        var data = new byte[1_000_000];
        random.NextBytes(data);
        data.AsSpan().Replace((byte)'\n', (byte)'x');
        using (var writer = LogPumpScene.Writer(channel))
        {
            for (var written = 0; written < data.Length; )
            {
                var chunk = Math.Min(random.Next(1, 30_000), data.Length - written);
                writer.Write(data, written, chunk);
                written += chunk;
            }
        }
        _scene.Drain(channel);
        Paths("web.log").SelectMany(File.ReadAllBytes).ShouldBe(data);
        Paths("web.log").ShouldAllBe(path => new FileInfo(path).Length <= MaxBytes + RotationCut.LineEndDistance);
    }

    [Fact]
    public void The_oldest_backup_is_dropped()
    {
        var channel = _scene.Open(_scene.At("web.log"), LogPumpScene.Output(1000, backups: 2));
        var lines = Lines(1, 1000);
        using (var writer = LogPumpScene.Writer(channel))
            writer.Write(Encoding.UTF8.GetBytes(lines));
        _scene.Drain(channel);
        Paths("web.log").Select(Path.GetFileName).ShouldBe(["web.log.2", "web.log.1", "web.log"]);
        lines.ShouldEndWith(string.Concat(Files("web.log")));
    }

    [Fact]
    public void Without_backups_the_file_is_emptied()
    {
        var channel = _scene.Open(_scene.At("web.log"), LogPumpScene.Output(1000, backups: 0));
        var lines = Lines(1, 1000);
        using (var writer = LogPumpScene.Writer(channel))
            writer.Write(Encoding.UTF8.GetBytes(lines));
        _scene.Drain(channel);
        Paths("web.log").Count.ShouldBe(1);
        _scene.Text("web.log").Length.ShouldBeLessThanOrEqualTo(1000);
        lines.ShouldEndWith(_scene.Text("web.log"));
    }

    [Fact]
    public void A_file_that_others_put_at_the_path_is_not_renamed()
    {
        var channel = _scene.Open(_scene.At("web.log"), LogPumpScene.Output(1000, backups: 3));
        LogPumpScene.Write(channel, Lines(1, 20));
        _scene.Drain(channel);
        File.Move(_scene.At("web.log"), _scene.At("moved"));
        File.WriteAllText(_scene.At("web.log"), "others\n");
        LogPumpScene.Write(channel, Lines(21, 60));
        _scene.Drain(channel);
        var after = string.Concat(Files("web.log"));
        after.ShouldStartWith("others\n");
        (_scene.Text("moved") + after["others\n".Length..]).ShouldBe(Lines(1, 60));
    }

    [Fact]
    public void The_new_file_has_the_mode_of_the_old()
    {
        var path = AutomaticLogFiles.Create(_scene.Directory, "web", LogStream.Stdout, "supervisor");
        var channel = _scene.Open(path, LogPumpScene.Output(1000, backups: 3));
        LogPumpScene.Write(channel, Lines(1, 200));
        _scene.Drain(channel);
        File.Exists(path + ".1").ShouldBeTrue();
        LogPumpScene.ModeOf(path).ShouldBe("600");
    }

    [Fact]
    public void A_rotation_that_fails_is_told_once_and_loses_nothing()
    {
        // A backup's name that is a directory with something in it cannot be replaced, by root neither.
        Directory.CreateDirectory(_scene.At("web.log.1"));
        File.WriteAllText(_scene.At("web.log.1/file"), "");
        var channel = _scene.Open(_scene.At("web.log"), LogPumpScene.Output(1000, backups: 1));
        for (var round = 0; round < 10; round++)
        {
            LogPumpScene.Write(channel, Lines(round * 100 + 1, round * 100 + 100));
            _scene.Drain(channel);
        }
        _scene.Text("web.log").ShouldBe(Lines(1, 1000));
        _scene.WaitFor(LogPumpNoticeKind.Complaint).Text.ShouldContain("cannot rotate log " + _scene.At("web.log"));
        _scene.Others().ShouldBeEmpty();
    }

    [Fact]
    public void Formatted_lines_are_rotated_at_their_ends_too()
    {
        var output = LogPumpScene.Output(2000, backups: 1000, format: Configuration.Settings.LogFormat.Time);
        var channel = _scene.Open(_scene.At("web.log"), output);
        using (var writer = LogPumpScene.Writer(channel))
            writer.Write(Encoding.UTF8.GetBytes(Lines(1, 1000)));
        _scene.Drain(channel);
        Files("web.log").ShouldAllBe(text => text.Length <= 2000 && (text.Length == 0 || text.EndsWith('\n')));
        var texts = string.Concat(Files("web.log")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string.Concat(texts.Select(line => line[(line.IndexOf("web ", StringComparison.Ordinal) + 4)..] + "\n")).ShouldBe(Lines(1, 1000));
    }

    private static string Lines(int first, int last)
    {
        var text = new StringBuilder();
        for (var number = first; number <= last; number++)
            text.Append("line ").Append(number).Append(' ').Append('.', number % 61).Append('\n');
        return text.ToString();
    }

    private static IEnumerable<string> Expected(int number) => Enumerable.Range(0, 3000).Select(line => $"program {number} line {line}");

    private static void WriteLineByLine(LogChannel channel, int number)
    {
        using var writer = LogPumpScene.Writer(channel);
        foreach (var line in Expected(number))
            writer.Write(Encoding.UTF8.GetBytes(line + "\n"));
    }

    /// <summary>Oldest first.</summary>
    private List<string> Paths(string name) =>
        Directory
            .EnumerateFiles(_scene.Directory, name + "*")
            .OrderByDescending(path => int.TryParse(Path.GetExtension(path).AsSpan(1), out var number) ? number : 0)
            .ToList();

    private List<string> Files(string name) => Paths(name).ConvertAll(File.ReadAllText);
}
