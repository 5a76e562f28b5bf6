using Supervisor.Engine.Choices;
using Supervisor.Engine.Gateway;
using Supervisor.Engine.Loop;
using Supervisor.Engine.Upgrade;

namespace Supervisor.Engine.Control;

/// <summary>What requests need besides the engine itself.</summary>
public sealed record ControlParts(DaemonIdentity Identity, ILogFiles LogFiles)
{
    /// <summary>Keeps what is chosen; null: nothing can be kept, and choices are refused.</summary>
    public IChoiceStore? Choices { get; init; }

    /// <summary>How another executable is tried; null where the daemon cannot go over to one.</summary>
    public TrialCommand? Trial { get; init; }

    /// <summary>Where requests come from; null: there are none but the caller's own.</summary>
    public GatewayParts? Gateway { get; init; }

    /// <summary>Null: nobody wants to know.</summary>
    public IServiceManager? Service { get; init; }
}
