namespace Supervisor.Engine.Control;

/// <summary>What clients are told of the daemon.</summary>
public sealed record DaemonIdentity(string Version, int ProcessId);
