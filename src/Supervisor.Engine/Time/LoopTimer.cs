namespace Supervisor.Engine.Time;

/// <summary>One moment that somebody waits for, to be set, moved and cancelled any number of times without allocating.</summary>
public sealed class LoopTimer(ITimerTarget target, object? subject = null)
{
    internal const int NotQueued = -1;

    /// <summary>Whom the timer concerns, where one target has many.</summary>
    public object? Subject { get; } = subject;

    /// <summary>When it fires; meaningless while it is not set.</summary>
    public MonotonicTime Due { get; internal set; }

    public bool IsSet => Position != NotQueued;

    /// <summary>Its place in the queue's heap.</summary>
    internal int Position { get; set; } = NotQueued;

    internal void Fire() => target.TimerFired(this);
}
