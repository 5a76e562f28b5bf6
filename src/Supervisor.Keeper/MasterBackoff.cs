namespace Supervisor.Keeper;

/// <summary>How long the next master waits after one that died: none at first, because programs are without their supervisor meanwhile.</summary>
public sealed class MasterBackoff
{
    /// <summary>One that lived this long had no trouble with its start.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>So many deaths in a row are followed by a new start at once.</summary>
    private const int Free = 3;

    /// <summary>Deaths in a row, each soon after its start.</summary>
    public int Deaths { get; private set; }

    /// <summary>A master has died after this time.</summary>
    /// <returns>How long to wait before the next.</returns>
    public TimeSpan After(TimeSpan life)
    {
        Deaths = life >= Soon ? 1 : Deaths + 1;
        if (Deaths <= Free)
            return TimeSpan.Zero;
        var factor = 1L << Math.Min(Deaths - Free - 1, 20);
        return TimeSpan.FromTicks(Math.Min(Longest.Ticks, Shortest.Ticks * factor));
    }
}
