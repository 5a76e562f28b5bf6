using System.Collections.Immutable;
using Supervisor.Configuration.Comparison;
using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Loading;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Slots;

namespace Supervisor.Engine.Reload;

/// <summary>
/// The configuration that the engine acts by, and the one that was read last: they differ while somebody has read the files anew without
/// applying them (reloadConfig), and where groups were added or removed one by one.
/// </summary>
/// <param name="applyToDaemon">Applies what is about the daemon itself.</param>
public sealed class ConfigurationInForce(ReloadSequence reload, Action<SupervisorSettings> applyToDaemon, IDaemonLog log)
{
    private SupervisorSettings? _settings;
    private SupervisorSettings? _lastRead;

    /// <summary>Told when another configuration is the one that was read last, and what follows from that has been done.</summary>
    public Action<SupervisorSettings>? WasRead { get; init; }

    /// <summary>Its groups are those that are active.</summary>
    public SupervisorSettings Settings => _settings ?? throw new InvalidOperationException("no configuration is in force yet");

    public SupervisorSettings LastRead => _lastRead ?? Settings;

    /// <summary>The loads of the configuration that something is of, or may yet be made from: another master would need them.</summary>
    public ImmutableHashSet<ulong> LoadsInUse(Roster roster)
    {
        ArgumentNullException.ThrowIfNull(roster);
        return
        [
            .. roster.Slots.Select(slot => slot.Settings.Generation),
            .. roster.Slots.Where(slot => slot.Replacement is not null).Select(slot => slot.Replacement!.Generation),
            .. LastRead.Groups.SelectMany(group => group.Processes).Select(process => process.Generation),
        ];
    }

    /// <summary>Puts the first configuration into force.</summary>
    public void Begin(SupervisorSettings settings)
    {
        (_settings, _lastRead) = (settings, settings);
        reload.Begin(settings);
        WasRead?.Invoke(settings);
    }

    /// <summary>What was in force before a new start of the daemon is so again, without anything being started.</summary>
    public void Resume(SupervisorSettings settings) => (_settings, _lastRead) = (settings, settings);

    /// <summary>Says in the log what a load found.</summary>
    /// <returns>The settings, or null: then nothing is changed.</returns>
    public SupervisorSettings? Accept(LoadResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        foreach (var diagnostic in result.Diagnostics)
            log.Write(LevelOf(diagnostic.Severity), DiagnosticRenderer.Render(diagnostic));
        if (result.Settings is null)
            log.Write(DaemonLogLevel.Error, "the configuration was not reloaded: nothing has been changed");
        return result.Settings;
    }

    /// <summary>Remembers what was read without applying it.</summary>
    public void Read(SupervisorSettings settings)
    {
        _lastRead = settings;
        WasRead?.Invoke(settings);
    }

    /// <summary>Applies everything, by difference.</summary>
    /// <param name="inactive">Groups that are known and not active, and are to stay so; null for none.</param>
    public SettingsDifference Apply(SupervisorSettings settings, IReadOnlySet<string>? inactive = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var active = inactive is null
            ? settings
            : settings with
            {
                Groups = settings.Groups.RemoveAll(group => inactive.Contains(group.Name)),
            };
        var difference = SettingsDifference.Between(Settings, active);
        (_settings, _lastRead) = (active, settings);
        applyToDaemon(settings);
        foreach (var key in difference.Daemon.NeedRestart)
            log.Write(DaemonLogLevel.Warn, $"supervisord: {key} changed, which needs a restart of the daemon to take effect");
        if (!difference.Daemon.Live.IsEmpty)
            log.Write(DaemonLogLevel.Info, $"supervisord: {string.Join(", ", difference.Daemon.Live)} changed and applied");
        reload.Apply(difference);
        log.Write(DaemonLogLevel.Info, Summary(difference));
        WasRead?.Invoke(settings);
        return difference;
    }

    /// <summary>Makes just these groups what they are in the given settings: added, changed, or removed where they are not in them.</summary>
    public SettingsDifference ApplyGroups(SupervisorSettings settings, IReadOnlySet<string> groups)
    {
        var wanted = Only(settings, groups);
        var difference = SettingsDifference.Between(Settings, wanted);
        _settings = wanted;
        reload.Apply(difference);
        return difference;
    }

    /// <summary>The settings in force with just these groups as they are in others.</summary>
    public SupervisorSettings Only(SupervisorSettings settings, IReadOnlySet<string> groups)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return Settings with
        {
            Groups =
            [
                .. Settings
                    .Groups.Where(group => !groups.Contains(group.Name))
                    .Concat(settings.Groups.Where(group => groups.Contains(group.Name)))
                    .OrderBy(group => group.Priority)
                    .ThenBy(group => group.Name, StringComparer.Ordinal),
            ],
        };
    }

    private static string Summary(SettingsDifference difference)
    {
        int Count(ChangeKind kind) => difference.Processes.Count(process => process.Kind == kind);
        return $"configuration reloaded: {Count(ChangeKind.Added)} added, {Count(ChangeKind.Changed)} changed, "
            + $"{Count(ChangeKind.Removed)} removed, {Count(ChangeKind.Unchanged)} untouched";
    }

    private static DaemonLogLevel LevelOf(DiagnosticSeverity severity) =>
        severity switch
        {
            DiagnosticSeverity.Error => DaemonLogLevel.Error,
            DiagnosticSeverity.Warning => DaemonLogLevel.Warn,
            _ => DaemonLogLevel.Info,
        };
}
