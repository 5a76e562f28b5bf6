namespace Supervisor.Simulation.Tests;

/// <summary>Something happened that must never happen; the message says what.</summary>
internal sealed class InvariantBrokenException(string message) : Exception(message);
