using System.Collections.Concurrent;
using Supervisor.Simulation.Tests.Schedules;

namespace Supervisor.Simulation.Tests;

/// <summary>
/// Short schedules, each run once for every moment at which its master can die: before and after every write of its journal, every signal,
/// every reaped child, every spawn. SUPERVISOR_SIMULATION_DEATHS says how many schedules.
/// </summary>
public sealed class MasterDeathTests
{
    private const int UsualSchedules = 300;

    /// <summary>So many first deaths of a schedule are followed by all those of the recovery.</summary>
    private const int FirstDeaths = 2;

    private readonly ConcurrentBag<string> _failed = [];
    private int _deaths;
    private int _journalWrites;

    /// <summary>The journal ends with each of its records once.</summary>
    [Fact]
    public void No_death_of_the_master_breaks_an_invariant()
    {
        ForEachSchedule(seed =>
        {
            var points = Run(seed, null, null).Points;
            for (var death = 0; death < points; death++)
                Run(seed, death, null);
        });
        // A write has a moment before it and one after it.
        _deaths.ShouldBeGreaterThan(2 * _journalWrites);
        _journalWrites.ShouldBeGreaterThan(Schedules);
    }

    /// <summary>The next master dies as well, at every moment of its recovery.</summary>
    [Fact]
    public void No_death_over_the_recovery_breaks_an_invariant()
    {
        ForEachSchedule(seed =>
        {
            var points = Run(seed, null, null).Points;
            var stride = Math.Max(1, points / FirstDeaths);
            for (var first = seed % stride; first < points; first += stride)
            {
                var inRecovery = Run(seed, first, int.MaxValue).RecoveryPoints ?? 0;
                for (var second = 0; second < inRecovery; second++)
                    Run(seed, first, second);
            }
        });
        _deaths.ShouldBeGreaterThan(Schedules);
    }

    private static int Schedules => SimulationSize.Number("SUPERVISOR_SIMULATION_DEATHS", UsualSchedules);

    private void ForEachSchedule(Action<int> run)
    {
        Parallel.For(
            1,
            Schedules + 1,
            seed =>
            {
                // Those with real sockets know no death.
                if (seed % Schedule.SchedulesPerSocketSchedule != 0 && _failed.Count < 5)
                    run(seed);
            }
        );
        _failed.ShouldBeEmpty();
    }

    /// <summary>Null lives.</summary>
    private Schedule Run(int seed, int? first, int? second)
    {
        using var schedule = new Schedule(seed, steps: null) { DiesAt = first ?? int.MaxValue, DiesAgainAt = second };
        if (Record.Exception(schedule.Run) is { } failure)
            _failed.Add($"seed {seed}, death {first}, then {second}: {failure}");
        if (first is null)
            Interlocked.Add(ref _journalWrites, schedule.JournalWrites);
        else
            Interlocked.Increment(ref _deaths);
        return schedule;
    }
}
