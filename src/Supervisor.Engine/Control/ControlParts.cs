using Supervisor.Engine.Choices;
using Supervisor.Engine.Gateway;

namespace Supervisor.Engine.Control;

/// <summary>What requests need besides the engine itself.</summary>
public sealed record ControlParts(DaemonIdentity Identity, ILogFiles LogFiles)
{
    /// <summary>Keeps what is chosen; null: nothing can be kept, and choices are refused.</summary>
    public IChoiceStore? Choices { get; init; }

    /// <summary>Where requests come from; null: there are none but the caller's own.</summary>
    public GatewayParts? Gateway { get; init; }
}
