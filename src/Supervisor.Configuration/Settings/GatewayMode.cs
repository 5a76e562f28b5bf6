namespace Supervisor.Configuration.Settings;

/// <summary>When the gateway process runs.</summary>
public enum GatewayMode
{
    /// <summary>From the first connection until it has been idle.</summary>
    OnDemand,
    Always,
}
