using Supervisor.Posix;

namespace Supervisor.Configuration.Settings;

/// <summary>The [gateway] table: the process that speaks HTTP.</summary>
/// <param name="User">The account it runs as; null is the daemon's own.</param>
/// <param name="IdleTimeout">With <see cref="GatewayMode.OnDemand"/>: how long it stays without a connection.</param>
/// <param name="MemoryLimit">What its heap may grow to, in bytes.</param>
public sealed record GatewaySettings(GatewayMode Mode, UserAccount? User, TimeSpan IdleTimeout, long MemoryLimit)
{
    public static readonly GatewaySettings Default = new(GatewayMode.OnDemand, null, TimeSpan.FromSeconds(60), 256L << 20);
}
