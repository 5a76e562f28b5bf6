namespace Supervisor.Engine.Spawning;

/// <summary>What a look-up of a command found.</summary>
/// <param name="Ticket">What was given with the request.</param>
/// <param name="Error">Null when there is something to execute.</param>
/// <param name="IsMissing">There is no such file, as opposed to one that cannot be executed.</param>
public sealed record CommandCheck(object Ticket, string? Error, bool IsMissing);
