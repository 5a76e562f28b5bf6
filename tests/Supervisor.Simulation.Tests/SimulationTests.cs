using System.Collections.Concurrent;
using System.Globalization;
using Supervisor.Simulation.Tests.Schedules;

namespace Supervisor.Simulation.Tests;

/// <summary>The real engine on a simulated kernel and clock, through seeded random schedules.</summary>
public sealed class SimulationTests
{
    private const int UsualSchedules = 10_000;

    /// <summary>The first seed of the fixed range; SUPERVISOR_SIMULATION_SCHEDULES says how many follow.</summary>
    private const int FirstSeed = 1;

    [Fact]
    public void No_schedule_breaks_an_invariant()
    {
        var wanted = Environment.GetEnvironmentVariable("SUPERVISOR_SIMULATION_SCHEDULES");
        var schedules = int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : UsualSchedules;
        var failed = new ConcurrentBag<int>();
        var run = 0;
        Parallel.For(
            FirstSeed,
            FirstSeed + schedules,
            (seed, state) =>
            {
                Interlocked.Increment(ref run);
                if (Failure(seed, steps: null) is null)
                    return;
                failed.Add(seed);
                if (failed.Count >= 5)
                    state.Stop();
            }
        );
        failed.IsEmpty.ShouldBeTrue(Report(failed));
        run.ShouldBe(schedules);
    }

    /// <summary>Which seeds failed, and the whole schedule of the shortest one.</summary>
    private static string Report(ConcurrentBag<int> seeds)
    {
        if (seeds.IsEmpty)
            return "";
        var shortest = seeds
            .Select(seed =>
            {
                var steps = new List<string>();
                var failure = Failure(seed, steps);
                return (seed, steps, failure);
            })
            .OrderBy(run => run.steps.Count)
            .First();
        return $"seeds {string.Join(", ", seeds)} fail; schedule of {shortest.seed}:\n{string.Join('\n', shortest.steps)}\n{shortest.failure}";
    }

    private static Exception? Failure(int seed, List<string>? steps)
    {
        try
        {
            new Schedule(seed, steps).Run();
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }
}
