using System.Globalization;

namespace Supervisor.Engine.Time;

/// <summary>Durations as sentences say them.</summary>
public static class DurationText
{
    /// <summary>"0.3 s", "2 s", "75 s": seconds with at most one decimal, and milliseconds below a tenth ("40 ms").</summary>
    public static string Of(TimeSpan duration) =>
        duration < TimeSpan.FromMilliseconds(100)
            ? ((long)Math.Max(0, duration.TotalMilliseconds)).ToString(CultureInfo.InvariantCulture) + " ms"
            : duration.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture) + " s";

    /// <summary>"1", "0.5": seconds without a unit, with as many decimals as it takes.</summary>
    public static string Seconds(TimeSpan duration) => duration.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}
