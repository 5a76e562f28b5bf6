using Supervisor.Engine.Logs;
using Supervisor.Posix;
using Supervisor.TestKit;

namespace Supervisor.Engine.Tests.Logs;

/// <summary>Counts what the whole process holds or allocates, and therefore runs alone.</summary>
[Collection(RunsAlone.Name)]
public sealed class LogPumpResourceTests
{
    [Fact]
    public void No_descriptor_is_left_behind()
    {
        Cycle();
        var before = Descriptors();
        for (var round = 0; round < 20; round++)
            Cycle();
        Descriptors().ShouldBe(before);

        static void Cycle()
        {
            using var scene = new LogPumpScene();
            var channels = Enumerable
                .Range(0, 10)
                .Select(number => scene.Open(scene.At($"{number % 5}.log"), LogPumpScene.Output(100, 2)))
                .ToList();
            foreach (var channel in channels)
                LogPumpScene.Write(channel, new string('x', 300));
            scene.Pump.ReopenAll();
            scene.Pump.Close(channels[0]);
            scene.Pump.Reconfigure(channels[1], LogPumpScene.Settings("/dev/null"));
            scene.Pump.Stop();
        }

        static int Descriptors() =>
            Directory
                .EnumerateFileSystemEntries("/proc/self/fd")
                .Count(entry => SymbolicLink.Read(entry) is { } target && target.StartsWith("pipe:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, false, false)]
    [InlineData(1_000_000, false, false)]
    [InlineData(0, true, false)]
    [InlineData(1_000_000, true, true)]
    public void Nothing_is_allocated_per_read(long maxBytes, bool isFormatted, bool isNoted)
    {
        LogNotes? notes = null;
        if (isNoted)
            LogNotes.TryOpen(null, null, out notes).ShouldBe(0);
        using var scene = new LogPumpScene(notes: notes);
        var format = isFormatted ? Configuration.Settings.LogFormat.Json : Configuration.Settings.LogFormat.Raw;
        var output = LogPumpScene.Output(maxBytes, backups: 1, stripAnsi: isFormatted, format: format);
        var channel = scene.Open(scene.At("web.log"), output);
        using var writer = LogPumpScene.Writer(channel);
        var line = "a line as programs write them\n"u8.ToArray();
        WriteAndWait(writer, channel, line, 2000);
        const int Chunks = 4_000;
        const int SmallestObject = 24;
        var allocated = ProcessAllocation.LeastOf(rounds: 3, () => WriteAndWait(writer, channel, line, Chunks));
        // Not one object a chunk, nor one every other; what is left is the runtime's own (tiered compilation, the test host's messages).
        allocated.ShouldBeLessThan(Chunks * SmallestObject / 2);
    }

    /// <summary>Each chunk wakes the pump of its own.</summary>
    private static void WriteAndWait(FileStream writer, LogChannel channel, byte[] line, int count)
    {
        for (var chunk = 0; chunk < count; chunk++)
        {
            writer.Write(line);
            while (Pipe.Available(channel.ReadDescriptor) > 0)
                Thread.Yield();
        }
    }
}
