using Supervisor.Configuration.Settings;
using Supervisor.Engine.Slots;

namespace Supervisor.Engine.Control;

/// <summary>What getAllConfigInfo tells of each configured process (reference 3.3).</summary>
internal static class ConfigurationListing
{
    private const string None = "none";
    private const string Automatic = "auto";
    private const int Endless = -1;

    /// <param name="settings">Those that were read last.</param>
    /// <param name="inForce">Those that the groups have that are active: of a group that has not been applied since it was read, the names
    /// of automatic logs are not told, as by the original.</param>
    public static IEnumerable<ProcessConfiguration> Of(SupervisorSettings settings, SupervisorSettings inForce, Roster roster)
    {
        var applied = new HashSet<ProcessGroupSettings>(inForce.Groups, ReferenceEqualityComparer.Instance);
        return settings
            .Groups.SelectMany(group => group.Processes.Select(process => Of(group, process, applied.Contains(group), roster)))
            .OrderBy(process => process.Name.Name, StringComparer.Ordinal);
    }

    private static ProcessConfiguration Of(ProcessGroupSettings group, ProcessSettings process, bool isApplied, Roster roster)
    {
        var slot = isApplied ? roster.Find(group.Name, process.Name) : null;
        return new ProcessConfiguration
        {
            Name = new ProcessName(group.Name, process.Name),
            GroupPriority = group.Priority,
            Priority = process.Priority,
            IsInUse = roster.FindGroup(group.Name) is not null,
            Autostart = process.Autostart,
            Autorestart = process.Retry.Autorestart switch
            {
                AutorestartPolicy.Always => "true",
                AutorestartPolicy.Never => "false",
                _ => "unexpected",
            },
            Command = process.Command.Text,
            Directory = process.Directory ?? None,
            UserId = process.User?.UserId,
            ExitCodes = process.Retry.ExitCodes,
            StartSeconds = (int)process.Retry.StartDuration.TotalSeconds,
            StartRetries = process.Retry.StartRetries ?? Endless,
            StopSignal = process.Stop.Signal.Value,
            StopWaitSeconds = (int)Math.Ceiling(process.Stop.Wait.TotalSeconds),
            StopAsGroup = process.Stop.AsGroup,
            KillAsGroup = process.Stop.KillAsGroup,
            RedirectStderr = process.RedirectStderr,
            ServerUrl = process.HasOwnServerUrl ? process.ServerUrl! : None,
            Stdout = Of(process.Stdout, slot?.StdoutFile),
            Stderr = Of(process.Stderr, slot?.StderrFile),
        };
    }

    private static OutputConfiguration Of(OutputSettings output, string? fileInUse) =>
        new(
            output.File switch
            {
                null => None,
                LogFileTarget.Path path => path.Value,
                _ => fileInUse ?? Automatic,
            },
            output.MaxBytes,
            output.Backups,
            output.CaptureMaxBytes,
            output.EventsEnabled,
            output.Syslog
        );
}
