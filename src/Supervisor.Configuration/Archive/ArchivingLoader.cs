using Supervisor.Configuration.CommandLine;
using Supervisor.Configuration.Loading;

namespace Supervisor.Configuration.Archive;

/// <summary>Loads a configuration as <see cref="ConfigurationLoader"/> does, and keeps what is needed to load it in the same way again.</summary>
public sealed class ArchivingLoader(LiveSources sources, LoadSurroundings surroundings)
{
    /// <param name="rootFile">As the user gave it.</param>
    public RecordedLoad Load(string rootFile, CommandLineOverrides overrides)
    {
        var recorded = new RecordedSources(sources, SourceAnswers.None);
        var result = recorded.Load(rootFile, overrides, surroundings);
        return new RecordedLoad(result, new ConfigurationArchive(rootFile, overrides, Copy(surroundings), recorded.Answers()));
    }

    /// <summary>An archive does not change: its variables are its own.</summary>
    private static LoadSurroundings Copy(LoadSurroundings surroundings) =>
        surroundings with
        {
            Variables = new Dictionary<string, string>(surroundings.Variables, StringComparer.Ordinal),
        };
}
