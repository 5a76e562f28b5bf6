namespace Supervisor.Engine.Events;

/// <summary>An event on its way to the listeners of one pool.</summary>
/// <param name="Serial">Its number in this run of the daemon, from 0; only events that some pool subscribed to have one.</param>
/// <param name="PoolSerial">Its number in the pool, from 0.</param>
/// <param name="Rejections">How often in a row a listener has refused it.</param>
internal sealed record NumberedEvent(SupervisorEvent Event, long Serial, long PoolSerial, int Rejections = 0);
