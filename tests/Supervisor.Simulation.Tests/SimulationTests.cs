using System.Collections.Concurrent;
using System.Globalization;
using Supervisor.Simulation.Tests.Schedules;

namespace Supervisor.Simulation.Tests;

/// <summary>The real engine on a simulated kernel and clock, through seeded random schedules.</summary>
public sealed class SimulationTests
{
    private const int UsualSchedules = 10_000;
    private const int UsualDeathSchedules = 200;

    /// <summary>
    /// The seeds are fixed: from 1 on, or from SUPERVISOR_SIMULATION_FIRST_SEED, and SUPERVISOR_SIMULATION_SCHEDULES says how many. A single
    /// schedule is run again with its seed and 1.
    /// </summary>
    [Fact]
    public void No_schedule_breaks_an_invariant()
    {
        var firstSeed = Number("SUPERVISOR_SIMULATION_FIRST_SEED", 1);
        var schedules = Number("SUPERVISOR_SIMULATION_SCHEDULES", UsualSchedules);
        var failed = new ConcurrentBag<int>();
        var run = 0;
        Parallel.For(
            firstSeed,
            firstSeed + schedules,
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

    /// <summary>
    /// Short schedules, each as often as its master does something that outlives it: it dies before and after every write of its journal, every
    /// signal, every reaped child.
    /// </summary>
    [Fact]
    public void No_death_of_the_master_breaks_an_invariant()
    {
        var schedules = Number("SUPERVISOR_SIMULATION_DEATHS", UsualDeathSchedules);
        var failed = new ConcurrentBag<string>();
        Parallel.For(
            1,
            schedules + 1,
            (seed, state) =>
            {
                // Those with real sockets know no death.
                if (seed % Schedule.SchedulesPerSocketSchedule == 0)
                    return;
                var points = 1;
                for (var death = -1; death < points && failed.Count < 5; death++)
                {
                    using var schedule = new Schedule(seed, steps: null) { DiesAt = death < 0 ? int.MaxValue : death };
                    if (Record.Exception(schedule.Run) is { } failure)
                        failed.Add($"seed {seed}, death {death}: {failure}");
                    if (death < 0)
                        points = schedule.Points;
                }
            }
        );
        failed.ShouldBeEmpty();
    }

    private static int Number(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : usual;

    /// <summary>Which seeds failed, and the whole schedule of the shortest one.</summary>
    private static string Report(ConcurrentBag<int> seeds)
    {
        if (seeds.IsEmpty)
            return "";
        var runs = seeds
            .Select(seed =>
            {
                var steps = new List<string>();
                var failure = Failure(seed, steps);
                return (Seed: seed, Steps: steps, Failure: failure);
            })
            .OrderBy(run => run.Steps.Count)
            .ToArray();
        var reasons = string.Join('\n', runs.Select(run => $"seed {run.Seed}: {run.Failure?.Message}"));
        return $"{reasons}\nschedule of {runs[0].Seed}:\n{string.Join('\n', runs[0].Steps)}\n{runs[0].Failure}";
    }

    private static Exception? Failure(int seed, List<string>? steps)
    {
        try
        {
            using var schedule = new Schedule(seed, steps);
            schedule.Run();
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }
}
