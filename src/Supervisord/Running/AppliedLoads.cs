using System.Collections.Immutable;
using Supervisor.Configuration.Archive;
using Supervisor.Configuration.Settings;
using Supervisor.Engine;
using Supervisor.Engine.Journal;
using Supervisord.Startup;

namespace Supervisord.Running;

/// <summary>
/// The loads of the configuration that slots are made from, numbered and kept in the state directory: a master that takes over programs
/// needs the settings that they were started with, whatever the files say by then.
/// </summary>
internal sealed class AppliedLoads(ArchiveFiles files, JournalFile journal, ConfigurationSource source, IDaemonLog log)
{
    private bool _hasComplained;

    /// <summary>The loads that slots are of. Written by the loop's thread before a load begins, read by the one that loads.</summary>
    public ImmutableHashSet<ulong> InUse { get; set; } = [];

    /// <summary>Gives a load its number and keeps it, before anything is made from it. What no slot is of any more is removed.</summary>
    public SupervisorSettings Keep(SupervisorSettings settings, ConfigurationArchive archive)
    {
        var generation = journal.Generation + 1;
        journal.Generation = generation;
        var failure = files.Write(generation, archive) ?? files.RemoveOthers(InUse.Add(generation));
        if (failure is not null && !_hasComplained)
            log.Write(
                DaemonLogLevel.Error,
                $"the configuration cannot be kept in the state directory: {failure}; "
                    + "should supervisord have to be started again, programs that have changed meanwhile would be taken for what they are then"
            );
        _hasComplained = failure is not null;
        return settings.OfGeneration(generation);
    }

    /// <summary>The loads with these numbers, as far as they can still be read.</summary>
    public IReadOnlyDictionary<ulong, SupervisorSettings> Read(IEnumerable<ulong> generations)
    {
        var loads = new Dictionary<ulong, SupervisorSettings>();
        foreach (var generation in generations.Distinct())
        {
            if (!files.TryRead(generation, out var archive, out var reason))
                log.Write(DaemonLogLevel.Error, $"load {generation} of the configuration cannot be read again: {reason}");
            else if (source.Load(archive).Settings is { } settings)
                loads.Add(generation, settings.OfGeneration(generation));
            else
                log.Write(DaemonLogLevel.Error, $"load {generation} of the configuration is refused by this version of supervisord");
        }
        return loads;
    }
}
