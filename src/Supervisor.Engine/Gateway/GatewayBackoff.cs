namespace Supervisor.Engine.Gateway;

/// <summary>How long the next gateway waits after one that failed soon: a broken one is not to keep a processor busy.</summary>
internal sealed class GatewayBackoff
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private int _failures;

    /// <summary>Null: no wait. The first failure has none either, so that one that was killed is back at once.</summary>
    public TimeSpan? After(TimeSpan run, bool hasFailed)
    {
        if (!hasFailed || run >= Soon)
        {
            _failures = 0;
            return null;
        }
        if (++_failures == 1)
            return null;
        var factor = Math.Pow(2, Math.Min(_failures - 2, 10));
        return TimeSpan.FromTicks(Math.Min(Longest.Ticks, (long)(Shortest.Ticks * factor)));
    }
}
