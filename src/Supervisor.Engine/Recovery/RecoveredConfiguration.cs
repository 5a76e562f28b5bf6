using System.Collections.Immutable;
using Supervisor.Configuration.Settings;
using Supervisor.Engine.Journal;
using Supervisor.Engine.Slots;

namespace Supervisor.Engine.Recovery;

/// <summary>The configuration that was in force when the last master died, put together from the loads that its slots were made from.</summary>
/// <param name="Settings">Its groups are those that were active.</param>
/// <param name="Slots">All that there were, also those that were being removed.</param>
/// <param name="Lost">Records whose settings are known to nobody any more.</param>
public sealed record RecoveredConfiguration(
    SupervisorSettings Settings,
    ImmutableArray<RecoveredSlot> Slots,
    ImmutableArray<SlotRecord> Lost
)
{
    /// <summary>Groups that were known and not active, such as those that a client had removed: they do not come back by themselves.</summary>
    public ImmutableHashSet<string> Inactive { get; init; } = [];

    /// <summary>The same, with the groups of what was read last that are in no slot.</summary>
    /// <param name="lastRead">Null where it is not known: then all that is configured is to be active.</param>
    public RecoveredConfiguration WithLastRead(SupervisorSettings? lastRead) =>
        lastRead is null
            ? this
            : this with
            {
                Inactive =
                [
                    .. lastRead
                        .Groups.Where(group => !group.Processes.IsEmpty)
                        .Select(group => group.Name)
                        .Except(Settings.Groups.Select(group => group.Name), StringComparer.Ordinal),
                ],
            };

    /// <param name="loads">Every load that a record names, by its number, as far as they are still to be had.</param>
    /// <param name="present">What the files say now: for records whose load is lost, and where no load is to be had at all.</param>
    public static RecoveredConfiguration Of(
        IReadOnlyList<SlotRecord> records,
        IReadOnlyDictionary<ulong, SupervisorSettings> loads,
        SupervisorSettings present
    )
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(loads);
        ArgumentNullException.ThrowIfNull(present);
        var known = loads.ToDictionary(load => load.Key, load => ByName(load.Value));
        var fallback = ByName(present);
        var slots = ImmutableArray.CreateBuilder<RecoveredSlot>(records.Count);
        var lost = ImmutableArray.CreateBuilder<SlotRecord>();
        foreach (var record in records)
        {
            if (known.GetValueOrDefault(record.Generation, fallback).TryGetValue(record.Name, out var settings))
                slots.Add(new RecoveredSlot(record, settings));
            else
                lost.Add(record);
        }
        var newest = loads.Count == 0 ? present : loads[loads.Keys.Max()];
        var groups = GroupsOf(slots, [.. loads.OrderByDescending(load => load.Key).Select(load => load.Value), present]);
        return new RecoveredConfiguration(newest with { Groups = groups }, slots.DrainToImmutable(), lost.DrainToImmutable());
    }

    private static Dictionary<SlotName, ProcessSettings> ByName(SupervisorSettings settings)
    {
        var byName = new Dictionary<SlotName, ProcessSettings>();
        foreach (var process in settings.Groups.SelectMany(group => group.Processes))
            byName[SlotName.Of(process.GroupName, process.Name)] = process;
        return byName;
    }

    /// <summary>The groups with just those processes that had slots and were not being removed.</summary>
    private static ImmutableArray<ProcessGroupSettings> GroupsOf(
        IEnumerable<RecoveredSlot> slots,
        ImmutableArray<SupervisorSettings> newestFirst
    )
    {
        var active = slots
            .Where(slot => slot.Record.Intent != SlotIntent.Remove)
            .ToLookup(slot => slot.Settings.GroupName, slot => slot.Settings, StringComparer.Ordinal);
        return
        [
            .. active
                .Select(group =>
                    WithProcesses(newestFirst.SelectMany(load => load.Groups).First(known => known.Name == group.Key), [.. group])
                )
                .OrderBy(group => group.Priority)
                .ThenBy(group => group.Name, StringComparer.Ordinal),
        ];
    }

    private static ProcessGroupSettings WithProcesses(ProcessGroupSettings group, ImmutableArray<ProcessSettings> processes)
    {
        var order = group
            .Processes.Select((process, place) => KeyValuePair.Create(process.Name, place))
            .ToDictionary(StringComparer.Ordinal);
        return group with { Processes = [.. processes.OrderBy(process => order.GetValueOrDefault(process.Name, int.MaxValue))] };
    }
}
