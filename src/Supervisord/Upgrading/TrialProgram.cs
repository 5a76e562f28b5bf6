using System.Collections.Immutable;
using System.Text;
using Supervisor.Configuration.Archive;
using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Journal;
using Supervisor.Engine.Recovery;
using Supervisor.Engine.Upgrade;
using Supervisor.Posix;
using Supervisord.Running;
using Supervisord.Startup;

namespace Supervisord.Upgrading;

/// <summary>
/// Tells whether this executable could go on in place of the running one: it reads the configuration, a copy of the journal and the loads
/// that programs were started from, and touches no socket, lock or child.
/// </summary>
internal sealed class TrialProgram(ConfigurationSource configuration)
{
    private const int Failure = 1;

    /// <param name="answers">Where it says what it is, or why it cannot.</param>
    public int Run(int answers)
    {
        var mistake = FindMistake();
        var text = mistake ?? TrialCommand.Introduction + ProgramVersion.Text;
        _ = FileDescriptor.Write(answers, Encoding.UTF8.GetBytes(text));
        return mistake is null ? 0 : Failure;
    }

    private string? FindMistake()
    {
        var result = configuration.Load();
        if (result.Settings is not { } settings)
            return "it refuses the configuration: " + DiagnosticRenderer.Render(result.Errors).TrimEnd('\n');
        if (!settings.Daemon.Recovery)
            return "recovery is off in the configuration as it is now";
        var directory = settings.Daemon.StateDirectory;
        if (JournalFile.TryReadCopy(StateDirectory.JournalPathOf(directory), out var reason) is not { } records)
            return $"it cannot read the state in {directory}: {reason}";
        var found = RecoveredConfiguration.Of(records, LoadsOf(directory, records), settings);
        return found.Lost.IsEmpty ? null : $"it does not know the settings of {found.Lost.Length} of {records.Count} processes any more";
    }

    private ImmutableDictionary<ulong, SupervisorSettings> LoadsOf(string directory, IReadOnlyList<SlotRecord> records)
    {
        var files = new ArchiveFiles(directory);
        var loads = ImmutableDictionary.CreateBuilder<ulong, SupervisorSettings>();
        foreach (var generation in records.Select(record => record.Generation).Distinct())
        {
            if (files.TryRead(generation, out var archive, out _) && configuration.Load(archive).Settings is { } settings)
                loads.Add(generation, settings);
        }
        return loads.ToImmutable();
    }
}
