using Supervisor.Engine.Gateway;

namespace Supervisor.Engine.Control;

/// <summary>What requests need besides the engine itself.</summary>
public sealed record ControlParts(DaemonIdentity Identity, ILogFiles LogFiles)
{
    /// <summary>Where requests come from; null: there are none but the caller's own.</summary>
    public GatewayParts? Gateway { get; init; }
}
