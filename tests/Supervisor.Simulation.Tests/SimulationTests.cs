using System.Collections.Concurrent;
using Supervisor.Simulation.Tests.Schedules;
using Supervisor.Simulation.Tests.World;

namespace Supervisor.Simulation.Tests;

/// <summary>The real engine on a simulated kernel and clock, through seeded random schedules.</summary>
public sealed class SimulationTests
{
    private const int UsualSchedules = 10_000;
    private const int UsualOldKernelSchedules = 500;

    /// <summary>
    /// The seeds are fixed: from 1 on, or from SUPERVISOR_SIMULATION_FIRST_SEED, and SUPERVISOR_SIMULATION_SCHEDULES says how many. A single
    /// schedule is run again with its seed and 1.
    /// </summary>
    [Fact]
    public void No_schedule_breaks_an_invariant()
    {
        var firstSeed = SimulationSize.Number("SUPERVISOR_SIMULATION_FIRST_SEED", 1);
        var schedules = SimulationSize.Number("SUPERVISOR_SIMULATION_SCHEDULES", UsualSchedules);
        var failed = new ConcurrentBag<int>();
        var run = 0;
        Parallel.For(
            firstSeed,
            firstSeed + schedules,
            (seed, state) =>
            {
                Interlocked.Increment(ref run);
                if (Failure(seed, steps: null, SimulatedKernelAge.Any) is null)
                    return;
                failed.Add(seed);
                if (failed.Count >= 5)
                    state.Stop();
            }
        );
        failed.IsEmpty.ShouldBeTrue(Report(failed, SimulatedKernelAge.Any));
        run.ShouldBe(schedules);
    }

    /// <summary>Kernels on which a process that another master left is looked at every second, or tells nothing once it has been reaped.</summary>
    [Theory]
    [InlineData(SimulatedKernelAge.WithoutPidfds)]
    [InlineData(SimulatedKernelAge.WithoutExits)]
    internal void No_schedule_on_an_older_kernel_breaks_an_invariant(SimulatedKernelAge age)
    {
        var firstSeed = SimulationSize.Number("SUPERVISOR_SIMULATION_FIRST_SEED", 1);
        var schedules = SimulationSize.Number("SUPERVISOR_SIMULATION_OLD_KERNELS", UsualOldKernelSchedules);
        var failed = new ConcurrentBag<int>();
        var (heldByNumber, exitsNotTold) = (0, 0);
        Parallel.For(
            firstSeed,
            firstSeed + schedules,
            seed =>
            {
                using var schedule = new Schedule(seed, steps: null, age);
                if (failed.Count < 5 && Record.Exception(schedule.Run) is not null)
                    failed.Add(seed);
                Interlocked.Add(ref heldByNumber, schedule.HeldByNumber);
                Interlocked.Add(ref exitsNotTold, schedule.ExitsNotTold);
            }
        );
        failed.IsEmpty.ShouldBeTrue(Report(failed, age));
        // It has been put to the test.
        (age == SimulatedKernelAge.WithoutPidfds ? heldByNumber : exitsNotTold).ShouldBeGreaterThanOrEqualTo(schedules / 50);
    }

    /// <summary>Which seeds failed, and the whole schedule of the shortest one.</summary>
    private static string Report(ConcurrentBag<int> seeds, SimulatedKernelAge age)
    {
        if (seeds.IsEmpty)
            return "";
        var runs = seeds
            .Select(seed =>
            {
                var steps = new List<string>();
                var failure = Failure(seed, steps, age);
                return (Seed: seed, Steps: steps, Failure: failure);
            })
            .OrderBy(run => run.Steps.Count)
            .ToArray();
        var reasons = string.Join('\n', runs.Select(run => $"seed {run.Seed}: {run.Failure?.Message}"));
        return $"{reasons}\nschedule of {runs[0].Seed}:\n{string.Join('\n', runs[0].Steps)}\n{runs[0].Failure}";
    }

    private static Exception? Failure(int seed, List<string>? steps, SimulatedKernelAge age)
    {
        try
        {
            using var schedule = new Schedule(seed, steps, age);
            schedule.Run();
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }
}
