using Supervisor.Configuration.Settings;

namespace Supervisor.Engine.Slots;

/// <summary>All groups and slots, and the ways in which they are found.</summary>
public sealed class Roster
{
    private readonly Dictionary<string, ProcessGroup> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Group, string Process), ProcessSlot> _byName = [];
    private readonly Dictionary<int, ProcessSlot> _byProcessId = [];

    /// <summary>Null after a change: sorted again when somebody looks.</summary>
    private ProcessGroup[]? _ordered;

    /// <summary>By (priority, name): the order in which they start.</summary>
    public IReadOnlyList<ProcessGroup> Groups => _ordered ??= Sorted();

    /// <summary>Every slot, group by group in starting order.</summary>
    public IEnumerable<ProcessSlot> Slots => Groups.SelectMany(group => group.Slots);

    /// <summary>Told of a new group, before it has any slots.</summary>
    public Action<ProcessGroup>? GroupAdded { get; set; }

    /// <summary>Told of a group that there was before a new start of the daemon, likewise.</summary>
    public Action<ProcessGroup>? GroupRestored { get; set; }

    /// <summary>Told of a group that is about to be removed, before anything of it is.</summary>
    public Action<ProcessGroup>? GroupLeaves { get; set; }

    /// <summary>Told of a group that was being removed and stays after all.</summary>
    public Action<ProcessGroup>? GroupStays { get; set; }

    /// <summary>Told of a group that stays and is configured otherwise.</summary>
    public Action<ProcessGroup>? GroupChanged { get; set; }

    /// <summary>Told when a group has gone with its last slot.</summary>
    public Action<ProcessGroup>? GroupRemoved { get; set; }

    public ProcessGroup? FindGroup(string name) => _groups.GetValueOrDefault(name);

    public ProcessSlot? Find(string group, string process) => _byName.GetValueOrDefault((group, process));

    /// <summary>The slot whose child this is.</summary>
    public ProcessSlot? FindByProcessId(int processId) => _byProcessId.GetValueOrDefault(processId);

    internal ProcessGroup AddGroup(ProcessGroupSettings settings)
    {
        var group = Insert(settings);
        GroupAdded?.Invoke(group);
        return group;
    }

    /// <summary>Adds a group that there was before a new start of the daemon.</summary>
    internal ProcessGroup RestoreGroup(ProcessGroupSettings settings)
    {
        var group = Insert(settings);
        GroupRestored?.Invoke(group);
        return group;
    }

    internal void Change(ProcessGroup group, ProcessGroupSettings settings)
    {
        group.Priority = settings.Priority;
        group.EventListener = settings.EventListener;
        _ordered = null;
        GroupChanged?.Invoke(group);
    }

    internal void RemoveGroup(ProcessGroup group)
    {
        _groups.Remove(group.Name);
        _ordered = null;
        GroupRemoved?.Invoke(group);
    }

    internal void Add(ProcessGroup group, ProcessSlot slot)
    {
        _byName.Add((group.Name, slot.Settings.Name), slot);
        group.Add(slot);
    }

    internal void Remove(ProcessGroup group, ProcessSlot slot)
    {
        _byName.Remove((group.Name, slot.Settings.Name));
        group.Remove(slot);
    }

    internal void SetProcessId(ProcessSlot slot, int processId) => _byProcessId[processId] = slot;

    /// <summary>Forgets the pid, unless it has become another slot's.</summary>
    internal void ForgetProcessId(ProcessSlot slot, int processId)
    {
        if (ReferenceEquals(FindByProcessId(processId), slot))
            _byProcessId.Remove(processId);
    }

    private ProcessGroup Insert(ProcessGroupSettings settings)
    {
        var group = new ProcessGroup(settings.Name, settings.Priority) { EventListener = settings.EventListener };
        _groups.Add(settings.Name, group);
        _ordered = null;
        return group;
    }

    private ProcessGroup[] Sorted() =>
        [.. _groups.Values.OrderBy(group => group.Priority).ThenBy(group => group.Name, StringComparer.Ordinal)];
}
