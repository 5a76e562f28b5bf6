namespace Supervisor.Engine.Events;

/// <summary>Takes the events that it subscribed to, on the loop's thread. Must not publish from there.</summary>
internal interface IEventSubscriber
{
    EventTypeSet Events { get; }

    /// <param name="happened">One of <see cref="Events"/>.</param>
    /// <param name="serial">Its number in this run of the daemon.</param>
    void Accept(SupervisorEvent happened, long serial);
}
