using System.Collections.Immutable;

namespace Supervisor.Configuration.Comparison;

/// <summary>What changed about the daemon itself.</summary>
/// <param name="NeedRestart">Keys of [supervisord] that take effect only when the daemon is started anew.</param>
/// <param name="Live">Keys of [supervisord] that take effect now.</param>
public sealed record DaemonDifference(
    ImmutableArray<string> NeedRestart,
    ImmutableArray<string> Live,
    bool SyslogChanged,
    bool GatewayChanged,
    bool ServersChanged
)
{
    public bool IsEmpty => NeedRestart.IsEmpty && Live.IsEmpty && !SyslogChanged && !GatewayChanged && !ServersChanged;
}
