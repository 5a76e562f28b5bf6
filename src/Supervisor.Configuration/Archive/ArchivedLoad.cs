using Supervisor.Configuration.Loading;

namespace Supervisor.Configuration.Archive;

/// <summary>
/// Does an archived load again, from what it was told then. The sources are asked only what it did not ask, as a later version may.
/// </summary>
public sealed class ArchivedLoad(ConfigurationArchive archive, LiveSources sources)
{
    /// <summary>Equal to the result of the load that was archived, if this version understands the files as that one did.</summary>
    public LoadResult Load() =>
        new RecordedSources(sources, archive.Answers).Load(archive.RootFile, archive.Overrides, archive.Surroundings);
}
