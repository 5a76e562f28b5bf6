using System.Collections.Immutable;
using Supervisor.Configuration.Settings;
using Supervisor.Configuration.Table;

namespace Supervisor.Configuration.Comparison;

/// <summary>What a reload has to do: the difference of two configurations, process by process, with what each change needs.</summary>
/// <param name="Groups">In the new starting order; removed ones last, in the old one.</param>
/// <param name="Processes">Likewise.</param>
public sealed record SettingsDifference(
    ImmutableArray<GroupDifference> Groups,
    ImmutableArray<ProcessDifference> Processes,
    DaemonDifference Daemon
)
{
    private static readonly ImmutableArray<SettingKey> ProcessKeys =
    [
        .. ProgramKeys.All,
        .. ListenerKeys.FastCgi,
        SupervisordKeys.StripAnsi,
    ];

    private static readonly ImmutableArray<SettingKey> GroupKeys = [OtherKeys.GroupPriority, .. ListenerKeys.EventListener];

    public bool IsEmpty =>
        Daemon.IsEmpty
        && Groups.All(group => group.Kind == ChangeKind.Unchanged)
        && Processes.All(process => process.Kind == ChangeKind.Unchanged);

    public static SettingsDifference Between(SupervisorSettings old, SupervisorSettings @new)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(@new);
        return new SettingsDifference(CompareGroups(old, @new), CompareAllProcesses(old, @new), CompareDaemons(old, @new));
    }

    private static ImmutableArray<GroupDifference> CompareGroups(SupervisorSettings old, SupervisorSettings @new)
    {
        var remaining = old.Groups.ToDictionary(group => group.Name, StringComparer.Ordinal);
        var differences = ImmutableArray.CreateBuilder<GroupDifference>();
        foreach (var group in @new.Groups)
        {
            differences.Add(
                remaining.Remove(group.Name, out var before)
                    ? Compare(before, group)
                    : new GroupDifference(ChangeKind.Added, null, group, [])
            );
        }
        foreach (var group in old.Groups.Where(group => remaining.ContainsKey(group.Name)))
            differences.Add(new GroupDifference(ChangeKind.Removed, group, null, []));
        return differences.ToImmutable();
    }

    private static GroupDifference Compare(ProcessGroupSettings old, ProcessGroupSettings @new)
    {
        var changed = GroupKeys.Where(key => key.SameForGroup?.Invoke(old, @new) == false).Select(key => key.Name).ToList();
        var inBoth = new HashSet<string>(old.Processes.Select(process => process.Name), StringComparer.Ordinal);
        inBoth.IntersectWith(@new.Processes.Select(process => process.Name));
        if (!OrderOf(old, inBoth).SequenceEqual(OrderOf(@new, inBoth)))
            changed.Add(OtherKeys.GroupPrograms.Name);
        return new GroupDifference(changed.Count == 0 ? ChangeKind.Unchanged : ChangeKind.Changed, old, @new, [.. changed]);
    }

    private static IEnumerable<string> OrderOf(ProcessGroupSettings group, HashSet<string> names) =>
        group.Processes.Select(process => process.Name).Where(names.Contains);

    private static ImmutableArray<ProcessDifference> CompareAllProcesses(SupervisorSettings old, SupervisorSettings @new)
    {
        var before = old.Groups.SelectMany(group => group.Processes).ToArray();
        var remaining = before.ToDictionary(process => (process.GroupName, process.Name));
        var differences = ImmutableArray.CreateBuilder<ProcessDifference>();
        foreach (var process in @new.Groups.SelectMany(group => group.Processes))
        {
            differences.Add(
                remaining.Remove((process.GroupName, process.Name), out var previous)
                    ? Compare(previous, process)
                    : new ProcessDifference(ChangeKind.Added, null, process, [], ChangeNeeds.Nothing)
            );
        }
        foreach (var process in before.Where(process => remaining.ContainsKey((process.GroupName, process.Name))))
            differences.Add(new ProcessDifference(ChangeKind.Removed, process, null, [], ChangeNeeds.Nothing));
        return differences.ToImmutable();
    }

    /// <summary>Compares two settings of one process.</summary>
    public static ProcessDifference Compare(ProcessSettings old, ProcessSettings @new)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(@new);
        var changed = ProcessKeys.Where(key => key.SameForProcess?.Invoke(old, @new) == false).ToList();
        // What redirect_stderr does to the keys of stderr is no change of theirs.
        if (old.RedirectStderr != @new.RedirectStderr)
            changed.RemoveAll(key => ProgramKeys.Stderr.All.Contains(key));
        ImmutableArray<string> names = [.. changed.Select(key => key.Name)];
        var needs = changed.Select(key => key.Needs).DefaultIfEmpty().Max();
        if (NeedsOtherDescriptors(old, @new))
            needs = ChangeNeeds.RestartProcess;
        if (old.Kind != @new.Kind)
        {
            names = names.Insert(0, "kind of program");
            needs = ChangeNeeds.RestartProcess;
        }
        return new ProcessDifference(names.IsEmpty ? ChangeKind.Unchanged : ChangeKind.Changed, old, @new, names, needs);
    }

    /// <summary>
    /// A stream that nobody reads is /dev/null in the process, any other is the slot's pipe: from one to the other there is no way without a
    /// new process. A listener's stdout is always read.
    /// </summary>
    private static bool NeedsOtherDescriptors(ProcessSettings old, ProcessSettings @new) =>
        (@new.Kind != ProgramKind.EventListener && old.Stdout.IsDiscarded != @new.Stdout.IsDiscarded)
        || (!old.RedirectStderr && !@new.RedirectStderr && old.Stderr.IsDiscarded != @new.Stderr.IsDiscarded);

    private static DaemonDifference CompareDaemons(SupervisorSettings old, SupervisorSettings @new)
    {
        var changed = SupervisordKeys.All.Where(key => key.SameForDaemon?.Invoke(old.Daemon, @new.Daemon) == false).ToArray();
        return new DaemonDifference(
            [.. changed.Where(key => key.Needs == ChangeNeeds.RestartDaemon).Select(key => key.Name)],
            [.. changed.Where(key => key.Needs != ChangeNeeds.RestartDaemon).Select(key => key.Name)],
            old.Syslog != @new.Syslog,
            old.Gateway.Mode != @new.Gateway.Mode
                || old.Gateway.IdleTimeout != @new.Gateway.IdleTimeout
                || !Agreement.Same(old.Gateway.User, @new.Gateway.User),
            !Agreement.Same(old.Servers, @new.Servers)
        );
    }
}
