namespace Supervisor.Keeper;

/// <summary>When the next master is due.</summary>
internal sealed class MasterSchedule(TimeProvider time)
{
    private readonly MasterBackoff _backoff = new();
    private long _startedAt;

    /// <summary>The timestamp; null while there is a master.</summary>
    public long? Due { get; private set; }

    public bool IsDue => Due is { } due && time.GetTimestamp() >= due;

    /// <summary>Deaths in a row, each soon after its start.</summary>
    public int Deaths => _backoff.Deaths;

    /// <summary>One is started now, or is there already.</summary>
    public void Started()
    {
        Due = null;
        _startedAt = time.GetTimestamp();
    }

    /// <summary>It has ended, or could not be started.</summary>
    /// <returns>How long the next one waits.</returns>
    public TimeSpan Plan()
    {
        var wait = _backoff.After(time.GetElapsedTime(_startedAt));
        Due = time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);
        return wait;
    }
}
