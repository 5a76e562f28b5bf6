namespace Supervisor.Engine.Listeners;

/// <summary>One row of the protocol's table.</summary>
public readonly record struct ListenerStep(ListenerState Next, ListenerEffect Effect);
