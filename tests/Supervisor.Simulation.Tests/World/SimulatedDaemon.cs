using Supervisor.Configuration.Settings;
using Supervisor.Engine;
using Supervisor.Engine.Loop;

namespace Supervisor.Simulation.Tests.World;

/// <summary>What belongs to the daemon besides its programs: its log, its settings, and the loading of a configuration.</summary>
internal sealed class SimulatedDaemon(bool writesAll) : IDaemonLog, ILiveDaemonSettings, IConfigurationSource
{
    /// <summary>Loads that have been asked for and not been answered.</summary>
    public int LoadsUnderWay { get; set; }

    public SupervisorSettings? Applied { get; private set; }

    public List<string>? Lines { get; init; }

    public bool IsEnabled(DaemonLogLevel level) => writesAll || level >= DaemonLogLevel.Info;

    public void Write(DaemonLogLevel level, string line)
    {
        Lines?.Add($"    {level}: {line}");
        if (level == DaemonLogLevel.Critical && line.Contains("which cannot be", StringComparison.Ordinal))
            throw new InvariantBrokenException(line);
    }

    public void Apply(SupervisorSettings settings) => Applied = settings;

    public void ReopenLog() { }

    public void BeginLoad()
    {
        if (LoadsUnderWay++ > 0)
            throw new InvariantBrokenException("a load began while another was under way");
    }
}
