using Supervisor.Configuration.Loading;

namespace Supervisor.Configuration.Archive;

/// <summary>What a load came to, and the archive from which it comes to the same again, whatever becomes of the files.</summary>
public sealed record RecordedLoad(LoadResult Result, ConfigurationArchive Archive);
