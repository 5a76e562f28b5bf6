namespace Supervisor.Engine.Events;

/// <summary>What an event tells of, so that it can be told from others with the same words: a change of a process' state.</summary>
/// <param name="Process">Its group and name.</param>
/// <param name="Change">The number of the change; it grows for as long as the machine runs, also where the name comes to be another's.</param>
internal readonly record struct EventOrigin(string Process, long Change);
