using System.Collections.Immutable;
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
        SpinWait.SpinUntil(() => published.Value != 0);

        GC.Collect();
        GC.Collect();
        result.ShouldBeNull();
        ProcessSignals.Send(published.Value, SignalNumber.Kill).ShouldBe(0);
        spawner.Join();
        // Killed before exec it reports no step: to the parent it looks like a program that ended at once.
        result.ShouldNotBeNull().Succeeded.ShouldBeTrue();
        Reaper.WaitFor(published.Value).ShouldBe(new ChildExit(published.Value, null, SignalNumber.Kill, false));
    }
}
