namespace Supervisor.Engine.Spawning;

/// <summary>One piece of work for a spawner: a spawn, or with a ticket only the look-up of the command.</summary>
internal readonly record struct SpawnerWork(SpawnRequest Request, object? CheckTicket);
