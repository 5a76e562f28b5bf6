using System.Collections.Immutable;
using Supervisor.Configuration.Comparison;
using Supervisor.Configuration.Diagnostics;
using Supervisor.Configuration.Loading;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Choices;
using Supervisor.Engine.Loop;
using Supervisor.Engine.Reload;
using Supervisor.Engine.Shutdown;
using Supervisor.Engine.Slots;
using Supervisor.Protocol.Replies;
using Supervisor.Protocol.Requests;

namespace Supervisor.Engine.Control;

/// <summary>Requests that read the configuration anew, and that add and remove groups.</summary>
internal sealed class ConfigurationRequests(
    Roster roster,
    ConfigurationInForce configuration,
    ConfigurationLoads loads,
    ReloadSequence reload,
    DisabledPrograms disabled,
    ShutdownSequence shutdown
)
{
    public void List(RequestTicket ticket) =>
        ticket.Answer(new Reply.ConfigurationsListed([.. ConfigurationListing.Of(configuration.LastRead, configuration.Settings, roster)]));

    /// <summary>reloadConfig: what was read is remembered, and nothing that runs is changed. The groups are told in starting order.</summary>
    public void Read(RequestTicket ticket) =>
        loads.Request(result =>
        {
            if (SettingsOf(result, ticket) is not { } settings)
                return;
            configuration.Read(settings);
            var difference = SettingsDifference.Between(configuration.Settings, settings);
            var touched = difference
                .Processes.Where(process => process.Kind != ChangeKind.Unchanged)
                .Select(process => process.Process.GroupName)
                .ToHashSet(StringComparer.Ordinal);
            ticket.Answer(
                new Reply.GroupsCompared(
                    Names(difference, group => group.Kind == ChangeKind.Added),
                    Names(
                        difference,
                        group =>
                            group.Kind == ChangeKind.Changed || (group.Kind == ChangeKind.Unchanged && touched.Contains(group.Group.Name))
                    ),
                    Names(difference, group => group.Kind == ChangeKind.Removed)
                )
            );
        });

    /// <summary>addProcessGroup: from what was read last.</summary>
    public void AddGroup(RequestTicket ticket, Request.AddGroup request)
    {
        var settings = configuration.LastRead;
        if (!settings.Groups.Any(group => IsNamed(group, request.Group)))
            ticket.Refuse(ControlResult.BadName, request.Group);
        else if (configuration.Settings.Groups.Any(group => IsNamed(group, request.Group)))
            ticket.Refuse(ControlResult.AlreadyAdded, request.Group);
        else
        {
            configuration.ApplyGroups(settings, OnlyThis(request.Group));
            ticket.Answer(Reply.Done.Instance);
        }
    }

    /// <summary>removeProcessGroup: only a group of which nothing runs.</summary>
    public void RemoveGroup(RequestTicket ticket, Request.RemoveGroup request)
    {
        if (roster.FindGroup(request.Group) is not { } group || !configuration.Settings.Groups.Any(each => IsNamed(each, request.Group)))
            ticket.Refuse(ControlResult.BadName, request.Group);
        else if (group.Slots.Any(slot => !slot.Status.State.IsStopped()))
            ticket.Refuse(ControlResult.StillRunning, request.Group);
        else
        {
            var without = configuration.Settings with
            {
                Groups = [.. configuration.Settings.Groups.Where(each => !IsNamed(each, request.Group))],
            };
            configuration.ApplyGroups(without, OnlyThis(request.Group));
            ticket.Answer(Reply.Done.Instance);
        }
    }

    /// <summary>What a reload does, or would do. The effects are told before it is done: they depend on what runs now.</summary>
    public void Reload(RequestTicket ticket, Request.Reload request) =>
        loads.Request(result =>
        {
            if (SettingsOf(result, ticket) is not { } settings)
                return;
            var groups = request.Groups.ToHashSet(StringComparer.Ordinal);
            var wanted = groups.Count == 0 ? settings : configuration.Only(settings, groups);
            var difference = SettingsDifference.Between(configuration.Settings, wanted);
            var reply = new Reply.ChangesPlanned([.. difference.Processes.Select(Plan)], DaemonLines(difference.Daemon));
            if (request.Applies && groups.Count == 0)
                configuration.Apply(settings);
            else if (request.Applies)
                configuration.ApplyGroups(settings, groups);
            ticket.Answer(reply);
        });

    private PlannedChange Plan(ProcessDifference process) =>
        new(
            new ProcessName(process.Process.GroupName, process.Process.Name),
            process.Kind switch
            {
                ChangeKind.Added => PlannedChangeKind.Added,
                ChangeKind.Removed => PlannedChangeKind.Removed,
                ChangeKind.Changed => PlannedChangeKind.Changed,
                _ => PlannedChangeKind.Unchanged,
            },
            reload.EffectOf(process),
            ReasonOf(process)
        );

    private string ReasonOf(ProcessDifference process) =>
        process.Kind == ChangeKind.Unchanged ? ""
        : process.New is not null && disabled.Contains(process.New) ? process.Reason + "; disabled"
        : process.Reason;

    private static ImmutableArray<string> DaemonLines(DaemonDifference daemon) =>
        [
            .. daemon.NeedRestart.Select(key => $"{key} changed, which needs a restart of the daemon to take effect"),
            .. daemon.Live.Select(key => $"{key} changed"),
        ];

    /// <summary>Null after the ticket has been refused: with every mistake that there is, or because the daemon has begun to end meanwhile.</summary>
    private SupervisorSettings? SettingsOf(LoadResult result, RequestTicket ticket)
    {
        if (shutdown.HasBegun)
        {
            ticket.Refuse(ControlResult.ShuttingDown, "");
            return null;
        }
        if (result.Settings is null)
            ticket.Refuse(ControlResult.CannotReread, DiagnosticRenderer.Render(result.Errors).TrimEnd('\n'));
        return result.Settings;
    }

    private static ImmutableArray<string> Names(SettingsDifference difference, Func<GroupDifference, bool> isMeant) =>
        [.. difference.Groups.Where(isMeant).Select(group => group.Group.Name)];

    private static bool IsNamed(ProcessGroupSettings group, string name) => string.Equals(group.Name, name, StringComparison.Ordinal);

    private static HashSet<string> OnlyThis(string group) => new(StringComparer.Ordinal) { group };
}
