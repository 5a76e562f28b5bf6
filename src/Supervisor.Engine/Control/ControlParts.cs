namespace Supervisor.Engine.Control;

/// <summary>What requests need besides the engine itself.</summary>
public sealed record ControlParts(DaemonIdentity Identity, ILogFiles LogFiles);
