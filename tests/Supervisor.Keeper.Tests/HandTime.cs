namespace Supervisor.Keeper.Tests;

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class HandTime : TimeProvider
{
    private long _now = 1;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now;

    public void Advance(TimeSpan time) => _now += time.Ticks;
}
