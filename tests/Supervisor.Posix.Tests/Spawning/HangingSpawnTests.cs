using System.Collections.Immutable;
using System.Globalization;
using Supervisor.Posix.Spawning;
using Supervisor.TestKit;

namespace Supervisor.Posix.Tests.Spawning;

public sealed class HangingSpawnTests
{
    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_child_that_hangs_can_be_killed_and_holds_up_no_collection(bool inDirectory)
    {
        using var dead = DeadFileSystem.TryMount(out var reason);
        Skip.If(dead is null, reason);
        var published = new PublishedProcessId();
        var specification = new ChildSpecification
        {
            Arguments = ["true"],
            Environment = ImmutableArray<byte[]>.Empty,
            Directory = inDirectory ? Path.Combine(dead.Directory, "x") : null,
        };
        SpawnResult? result = null;
        var spawner = new Thread(() =>
        {
            using var hanging = new ProcessSpawner();
            result = hanging.Spawn(specification, inDirectory ? "/bin/true" : Path.Combine(dead.Directory, "true"), [], published);
        });
        spawner.Start();
        Await(() => published.Value != 0);

        GC.Collect();
        GC.Collect();
        result.ShouldBeNull();
        ProcessStat.TryRead(published.Value, out var stat).ShouldBeTrue();
        stat.HasNeverExecuted.ShouldBeTrue();
        published.IsAwaited.ShouldBeFalse();
        published.SeenAt.ShouldBeGreaterThanOrEqualTo(stat.StartTime);
        ProcessSignals.Send(published.Value, SignalNumber.Kill).ShouldBe(0);
        spawner.Join();
        // Killed before exec it reports no step: to the parent it looks like a program that ended at once.
        result.ShouldNotBeNull().Succeeded.ShouldBeTrue();
        Reaper.WaitFor(published.Value).ShouldBe(new ChildExit(published.Value, null, SignalNumber.Kill, false));
    }

    /// <summary>Locks and connections of its parent would live as long as it hangs.</summary>
    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_child_that_hangs_has_no_more_descriptors_than_its_program_is_to_get(bool closes)
    {
        using var dead = DeadFileSystem.TryMount(out var reason);
        Skip.If(dead is null, reason);
        var published = new PublishedProcessId();
        var specification = new ChildSpecification
        {
            Arguments = ["true"],
            Environment = ImmutableArray<byte[]>.Empty,
            Directory = Path.Combine(dead.Directory, "x"),
            ClosesDescriptors = closes,
        };
        using var file = new FileStream("/proc/self/status", FileMode.Open, FileAccess.Read);
        var number = (int)file.SafeFileHandle.DangerousGetHandle();
        var spawner = new Thread(() =>
        {
            using var hanging = new ProcessSpawner();
            hanging.Spawn(specification, "/bin/true", [new(number, 5)], published);
        });
        spawner.Start();
        Await(() => HasState(published.Value, 'S') || HasState(published.Value, 'D'));
        var open = Directory.EnumerateFileSystemEntries($"/proc/{published.Value}/fd").Select(Path.GetFileName).ToArray();
        ProcessSignals.Send(published.Value, SignalNumber.Kill).ShouldBe(0);
        spawner.Join();
        Reaper.WaitFor(published.Value).ShouldNotBeNull();
        open.ShouldContain("5");
        open.Any(entry => int.Parse(entry!, CultureInfo.InvariantCulture) > 5).ShouldBe(!closes);
    }

    private static void Await(Func<bool> condition) => SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(60)).ShouldBeTrue();

    private static bool HasState(int processId, char state) => ProcessStat.TryRead(processId, out var stat) && stat.State == state;
}
