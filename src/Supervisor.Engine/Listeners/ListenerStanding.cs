namespace Supervisor.Engine.Listeners;

/// <summary>Where a listener stood when its master died.</summary>
/// <param name="PoolSerial">Of the event that it has; −1 for none.</param>
internal readonly record struct ListenerStanding(ListenerState State, long PoolSerial)
{
    public const long NoEvent = -1;

    /// <summary>Of a listener of which nothing was noted.</summary>
    public static readonly ListenerStanding Begun = new(ListenerState.Acknowledged, NoEvent);
}
