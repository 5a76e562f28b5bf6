namespace Supervisor.TestKit;

/// <summary>
/// What a piece of work allocates on whatever thread. The counter is the whole process's: what the test host allocates now and then is in
/// some rounds, what the work itself allocates is in all.
/// </summary>
public static class ProcessAllocation
{
    /// <summary>The bytes of the round with the fewest.</summary>
    public static long LeastOf(int rounds, Action round) => Measure(rounds, round)[0];

    /// <summary>The bytes of the round in the middle, for work that does not allocate the same each time.</summary>
    public static long MedianOf(int rounds, Action round) => Measure(rounds, round)[rounds / 2];

    private static long[] Measure(int rounds, Action round)
    {
        ArgumentNullException.ThrowIfNull(round);
        var allocated = new long[rounds];
        for (var number = 0; number < rounds; number++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            round();
            allocated[number] = GC.GetTotalAllocatedBytes(precise: true) - before;
        }
        Array.Sort(allocated);
        return allocated;
    }
}
