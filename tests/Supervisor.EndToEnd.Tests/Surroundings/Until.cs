using System.Diagnostics;

namespace Supervisor.EndToEnd.Tests.Surroundings;

/// <summary>Waits for conditions. The bound is for a machine that is busy with something else; nothing is asserted about the time.</summary>
internal static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <param name="said">Added to the failure, evaluated when it comes to that.</param>
    public static void IsTrue(Func<bool> condition, string what, Func<string>? said = null)
    {
        if (!Holds(condition))
            throw new TimeoutException($"waited {Patience.TotalSeconds} s in vain until {what}\n{said?.Invoke()}");
    }

    /// <summary>False when the time is over.</summary>
    public static bool Holds(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.Elapsed > Patience)
                return false;
            Thread.Sleep(Pause);
        }
        return true;
    }
}
