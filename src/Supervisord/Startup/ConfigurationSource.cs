using Supervisor.Configuration.CommandLine;
using Supervisor.Configuration.Loading;

namespace Supervisord.Startup;

/// <summary>The configuration of this daemon: the file and options it was started with, read as often as is asked.</summary>
internal sealed class ConfigurationSource(ConfigurationLoader loader, string file, CommandLineOverrides overrides)
{
    public LoadResult Load() => loader.Load(file, overrides);
}
