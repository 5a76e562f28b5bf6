namespace Supervisor.Simulation.Tests.World;

/// <summary>The master has died at this very point: nothing that would follow is done.</summary>
internal sealed class MasterDiedException : Exception;
