using System.Globalization;

namespace Supervisor.Engine.Time;

/// <summary>Durations as sentences say them.</summary>
public static class DurationText
{
    private const long TicksPerTenth = TimeSpan.TicksPerSecond / 10;

    /// <summary>
    /// "0.3 s", "2 s", "75 s": seconds with at most one decimal, and milliseconds below a tenth ("40 ms"). Cut off, not rounded: a run of
    /// 0.97 s must not read as long as the second that it missed.
    /// </summary>
    public static string Of(TimeSpan duration) =>
        duration.Ticks < TicksPerTenth
            ? (Math.Max(0, duration.Ticks) / TimeSpan.TicksPerMillisecond).ToString(CultureInfo.InvariantCulture) + " ms"
            : (duration.Ticks / TicksPerTenth / 10m).ToString("0.#", CultureInfo.InvariantCulture) + " s";

    /// <summary>The exact number alone, as a setting that counts seconds is written: "1", "0.25".</summary>
    public static string Seconds(TimeSpan duration) =>
        ((decimal)duration.Ticks / TimeSpan.TicksPerSecond).ToString("0.#######", CultureInfo.InvariantCulture);
}
