using Supervisor.Configuration.Archive;
using Supervisor.Configuration.CommandLine;
using Supervisor.Configuration.Loading;

namespace Supervisord.Startup;

/// <summary>The configuration of this daemon: the file and options it was started with, read as often as is asked.</summary>
internal sealed class ConfigurationSource(LiveSources sources, LoadSurroundings surroundings, string file, CommandLineOverrides overrides)
{
    /// <summary>Reads it, and keeps what is needed to read it in the same way again.</summary>
    public RecordedLoad LoadRecorded() => new ArchivingLoader(sources, surroundings).Load(file, overrides);

    public LoadResult Load() => new ConfigurationLoader(sources.Files, sources.Users, sources.Hosts, surroundings).Load(file, overrides);

    /// <summary>Reads what was read once.</summary>
    public LoadResult Load(ConfigurationArchive archive) => new ArchivedLoad(archive, sources).Load();
}
