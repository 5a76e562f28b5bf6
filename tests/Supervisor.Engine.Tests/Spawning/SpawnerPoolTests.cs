using Supervisor.Engine.Spawning;
using Supervisor.Engine.Time;

namespace Supervisor.Engine.Tests.Spawning;

public sealed class SpawnerPoolTests
{
    [Fact]
    public void Threads_that_were_added_end_when_as_many_as_usual_wait()
    {
        const int Usual = 2;
        using var pool = new SpawnerPool(_ => { }, _ => { }, new MonotonicClock(TimeProvider.System), Usual);
        for (var number = 0; number < 20; number++)
            pool.AddThread();
        SpinWait.SpinUntil(() => pool.LivingThreads == Usual, TimeSpan.FromMinutes(1)).ShouldBeTrue();
    }
}
