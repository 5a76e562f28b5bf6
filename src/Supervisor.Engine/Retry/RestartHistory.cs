using System.Collections.Immutable;
using Supervisor.Engine.Time;

namespace Supervisor.Engine.Retry;

/// <summary>The moments of the latest restarts, oldest first; no more than the limit needs, none when there is no limit.</summary>
public readonly record struct RestartHistory
{
    private readonly ImmutableArray<MonotonicTime> _moments;

    private RestartHistory(ImmutableArray<MonotonicTime> moments) => _moments = moments;

    /// <summary>How many restarts lie within the window that ends now.</summary>
    public int CountWithin(TimeSpan window, MonotonicTime now)
    {
        var count = 0;
        foreach (var moment in Moments)
            count += moment + window > now ? 1 : 0;
        return count;
    }

    /// <summary>With one more restart, keeping the newest <paramref name="limit"/>.</summary>
    public RestartHistory With(MonotonicTime restart, int limit)
    {
        var kept = Moments.Length < limit ? Moments : Moments.RemoveRange(0, Moments.Length - limit + 1);
        return new RestartHistory(kept.Add(restart));
    }

    /// <summary>The latest moments, oldest first.</summary>
    public ReadOnlySpan<MonotonicTime> Newest(int most) => Moments.AsSpan()[Math.Max(0, Moments.Length - most)..];

    /// <summary>The default value has no array; that is the empty history.</summary>
    private ImmutableArray<MonotonicTime> Moments => _moments.IsDefault ? [] : _moments;

    public bool Equals(RestartHistory other) => Moments.SequenceEqual(other.Moments);

    public override int GetHashCode() => Moments.Length;
}
