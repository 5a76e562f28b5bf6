namespace Supervisor.Engine.Time;

/// <summary>Who is told when a timer fires.</summary>
public interface ITimerTarget
{
    /// <summary>The timer is no longer set; it may be set again from here.</summary>
    void TimerFired(LoopTimer timer);
}
