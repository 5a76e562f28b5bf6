namespace Supervisor.Simulation.Tests.World;

/// <summary>A monotonic clock that stands still until it is moved, in nanoseconds.</summary>
internal sealed class SimulatedClock : TimeProvider
{
    /// <summary>Far more than any turn of the loop needs.</summary>
    private const int MostReadsAtOnce = 20_000;

    private long _now = 1_000_000_000_000;
    private int _reads;

    public override long TimestampFrequency => 1_000_000_000;

    public long Now => _now;

    /// <summary>Time stands still while the engine works, so an endless loop shows as reads without end.</summary>
    public override long GetTimestamp() =>
        ++_reads <= MostReadsAtOnce ? _now : throw new InvariantBrokenException("the engine does not come to rest: it spins in one turn");

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(_now / 100);

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public void Advance(long nanoseconds) => _now += nanoseconds;

    public void BeginTurn() => _reads = 0;
}
