using System.Collections.Immutable;

namespace Supervisor.Configuration.Settings;

/// <summary>Everything that one load of the configuration says: read once, validated, expanded, and never changed.</summary>
/// <param name="File">The root file's absolute path.</param>
/// <param name="Groups">Ordered by (priority, name): the order in which they start.</param>
public sealed record SupervisorSettings(
    string File,
    DaemonSettings Daemon,
    SyslogSettings Syslog,
    ImmutableArray<ProcessGroupSettings> Groups,
    ImmutableArray<ServerSettings> Servers,
    ControlClientSettings ControlClient
)
{
    /// <summary>The number of the load; 0 where loads are not numbered.</summary>
    public ulong Generation { get; init; }

    public GatewaySettings Gateway { get; init; } = GatewaySettings.Default;

    /// <summary>The same, with every process saying which load of the configuration it is of.</summary>
    public SupervisorSettings OfGeneration(ulong generation) =>
        this with
        {
            Generation = generation,
            Groups =
            [
                .. Groups.Select(group =>
                    group with
                    {
                        Processes = [.. group.Processes.Select(process => process with { Generation = generation })],
                    }
                ),
            ],
        };
}
